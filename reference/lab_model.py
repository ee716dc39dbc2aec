"""The lab's transformer, loss, schedule and optimiser in PyTorch, written from the published formulas
and not from the TypeScript, so that the two check each other. Parameter names and shapes are those of
src/models/parameters.ts."""
import math

import torch
import torch.nn.functional as F

from lab_experts import through_experts
from lab_random import Random


BUCKETS, MOST_DISTANT = 32, 128


def block_options(config):
    """Of a block, with what is usual where the config says nothing."""
    usual = {
        "keyValueHeads": None, "window": 0, "normPlacement": "pre", "activation": "gelu",
        "gated": False, "feedForwardWidth": None, "parallel": False, "residualScale": 1,
        "logitCap": 0, "experts": None, "queryKeyNorm": False,
        "scoreCap": 0, "attentionSink": "none",
    }
    options = {**usual, **{name: config[name] for name in usual if name in config}}
    width = config["width"]
    options["keyValueHeads"] = options["keyValueHeads"] or config["heads"]
    usual_hidden = 8 * max(1, math.floor(width / 3 + 0.5)) if options["gated"] else 4 * width
    options["feedForwardWidth"] = options["feedForwardWidth"] or usual_hidden
    return options


def parameter_shapes(config):
    width, options = config["width"], block_options(config)
    hidden, placement = options["feedForwardWidth"], options["normPlacement"]
    key_width = options["keyValueHeads"] * width // config["heads"]
    shapes = {"embedding.token.weight": (config["vocabularySize"], width)}

    def norm(name):
        shapes[f"{name}.gain"] = (width,)
        if config["norm"] == "layer":
            shapes[f"{name}.bias"] = (width,)

    def linear(name, inputs, outputs):
        shapes[f"{name}.weight"] = (inputs, outputs)
        shapes[f"{name}.bias"] = (outputs,)

    def norms(name):
        norm(f"{name}.norm")
        if placement == "sandwich":
            norm(f"{name}.outputNorm")

    def query_key_gains(name):
        if options["queryKeyNorm"]:
            shapes[f"{name}.queryKeyNorm.gain"] = (2, width // config["heads"])

    def sinks(name):
        if options["attentionSink"] == "learned":
            shapes[f"{name}.sink.scores"] = (config["heads"],)

    def feed_forward(name):
        inner, experts = 2 * hidden if options["gated"] else hidden, options["experts"]
        if experts:
            shapes[f"{name}.router.weight"] = (width, experts["count"])
            if experts.get("learnedNoise"):
                shapes[f"{name}.routerNoise.weight"] = (width, experts["count"])
            for part, sizes in [("up", (width, inner)), ("down", (hidden, width))]:
                shapes[f"{name}.{part}.weight"] = (experts["count"], *sizes)
                shapes[f"{name}.{part}.bias"] = (experts["count"], sizes[1])
        if not experts or experts["shared"]:
            plain = f"{name}.shared" if experts else name
            linear(f"{plain}.up", width, inner)
            linear(f"{plain}.down", hidden, width)

    def stack(prefix, looks_at_memory):
        if config["positions"] == "learned":
            shapes[f"{prefix}embedding.position.weight"] = (config["contextLength"], width)
        if config["positions"] == "t5":
            shapes[f"{prefix}embedding.distance.weight"] = (BUCKETS, config["heads"])
        for layer in range(config["layers"]):
            name = f"{prefix}layers.{layer}"
            norms(f"{name}.attention")
            linear(f"{name}.attention.queryKeyValue", width, width + 2 * key_width)
            query_key_gains(f"{name}.attention")
            sinks(f"{name}.attention")
            if config["positions"] == "shaw":
                causal = prefix == "" and config.get("architecture") != "encoder-only"
                distances = (1 if causal else 2) * config["relativeReach"] + 1
                shapes[f"{name}.attention.distance.vectors"] = (distances, width // config["heads"])
                if config.get("relativeValues"):
                    shapes[f"{name}.attention.distanceValue.vectors"] = (
                        distances, width // config["heads"],
                    )
            linear(f"{name}.attention.output", width, width)
            if looks_at_memory:
                norms(f"{name}.crossAttention")
                linear(f"{name}.crossAttention.query", width, width)
                linear(f"{name}.crossAttention.keyValue", width, 2 * key_width)
                query_key_gains(f"{name}.crossAttention")
                sinks(f"{name}.crossAttention")
                linear(f"{name}.crossAttention.output", width, width)
            norms(f"{name}.feedForward")
            feed_forward(f"{name}.feedForward")
        if placement != "post":
            norm(f"{prefix}final.norm")

    has_encoder = config.get("architecture") == "encoder-decoder"
    if config.get("sentencePairs"):
        shapes["embedding.segment.weight"] = (2, width)
    if has_encoder:
        stack("encoder.", False)
    stack("", has_encoder)
    if not config["tiedHead"]:
        shapes["head.weight"] = (config["vocabularySize"], width)
    if config.get("sentencePairs"):
        linear("pooler", width, width)
        linear("nextSentence", width, 2)
    return shapes


def initialise(config, seed):
    """GPT-2's: normal 0.02, into the residual stream 0.02/sqrt(2 layers); gains 1, biases 0."""
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        if name.endswith(".gain"):
            value = torch.ones(shape)
        elif name.endswith((".bias", ".scores", ".routerNoise.weight")):
            value = torch.zeros(shape)
        else:
            residual = name.endswith("output.weight") or name.endswith("down.weight")
            deviation = 0.02 / (math.sqrt(2 * config["layers"]) if residual else 1)
            random = Random(seed, "initialise", name)
            numbers = [deviation * random.normal() for _ in range(math.prod(shape))]
            value = torch.tensor(numbers).reshape(shape)
        parameters[name] = value.requires_grad_()
    return parameters


USUAL_ROPE = {"order": "half", "share": 1, "scaling": "none", "factor": 1}


def rope_frequencies(channels, base, scaling, factor, trained):
    """Radians per position of each pair, and the factor of what turns. trained: the original context"""
    def of_base(b):
        return b ** (-torch.arange(0, channels, 2, dtype=torch.float64) / channels)

    plain = of_base(base)
    if scaling == "linear":
        return plain / factor, 1
    if scaling == "ntk":
        return of_base(base * factor ** (channels / (channels - 2))), 1
    if scaling == "yarn":
        turns = trained * plain / (2 * math.pi)
        ramp = ((turns - 1) / (32 - 1)).clamp(0, 1)
        return (1 - ramp) * plain / factor + ramp * plain, 0.1 * math.log(factor) + 1
    return plain, 1


def rotate(x, config):
    """RoPE. x: [batch, heads, time, headDim]"""
    rope = config.get("rope", USUAL_ROPE)
    channels = max(2, 2 * round(rope["share"] * x.shape[-1] / 2))
    frequencies, gain = rope_frequencies(
        channels, config["ropeBase"], rope["scaling"], rope["factor"],
        config["contextLength"] / rope["factor"],
    )
    angles = torch.arange(x.shape[-2], dtype=torch.float64)[:, None] * frequencies
    cos, sin = (gain * angles.cos()).float(), (gain * angles.sin()).float()
    turning, rest = x[..., :channels], x[..., channels:]
    if rope["order"] == "half":
        first, second = turning.chunk(2, dim=-1)
    else:
        first, second = turning[..., 0::2], turning[..., 1::2]
    pairs = first * cos - second * sin, first * sin + second * cos
    if rope["order"] == "half":
        turned = torch.cat(pairs, dim=-1)
    else:
        turned = torch.stack(pairs, dim=-1).flatten(-2)
    return torch.cat([turned, rest], dim=-1)


def sinusoids(time, width):
    """[time, width]: sine and cosine of wave i in columns 2i and 2i + 1"""
    position = torch.arange(time, dtype=torch.float64)[:, None]
    even = torch.arange(0, width, 2, dtype=torch.float64)
    angles = position / 10000 ** (even / width)
    return torch.stack([angles.sin(), angles.cos()], dim=-1).reshape(time, -1)[:, :width].float()


def alibi_slopes(heads):
    power = 1 << (heads.bit_length() - 1)
    slopes = [2 ** (-8 * (i + 1) / power) for i in range(power)]
    doubled = [2 ** (-8 * (i + 1) / (2 * power)) for i in range(2 * power)]
    return torch.tensor((slopes + doubled[::2])[:heads])


def bucket_of(distance, causal):
    """The bucket of a key so many tokens after its query (T5's relative_position_bucket)."""
    count, first = BUCKETS, 0
    if causal:
        away = max(0, -distance)
    else:
        count //= 2
        away = abs(distance)
        first = count if distance > 0 else 0
    exact = count // 2
    if away < exact:
        return first + away
    share = math.log(away / exact) / math.log(MOST_DISTANT / exact)
    return first + min(count - 1, exact + int(share * (count - exact)))


def score_bias(config, p, prefix, time, causal):
    """[heads, time, time], or 0: what is added to scores by their distance"""
    distances = [[key - query for key in range(time)] for query in range(time)]
    if config["positions"] == "alibi":
        return -alibi_slopes(config["heads"])[:, None, None] * torch.tensor(distances).abs()
    if config["positions"] == "t5":
        buckets = [[bucket_of(distance, causal) for distance in row] for row in distances]
        return p[f"{prefix}embedding.distance.weight"][torch.tensor(buckets)].permute(2, 0, 1)
    return 0


def hidden_pairs(config, batch, time, causal, lengths, prefixes):
    """[batch, 1, time, time]: which keys a query does not see"""
    hidden = torch.zeros(batch, 1, time, time, dtype=torch.bool)
    key = torch.arange(time)
    if causal:
        hidden |= torch.ones(time, time, dtype=torch.bool).triu(1)
        window = block_options(config)["window"]
        if window > 0:
            hidden |= torch.ones(time, time, dtype=torch.bool).tril(-window)
    if prefixes is not None:
        hidden &= ~(key < prefixes[:, None])[:, None, None, :]
    if lengths is not None:
        hidden |= (key >= lengths[:, None])[:, None, None, :]
    return hidden


def read(config, p, tokens, prefix="", causal=True, lengths=None, prefixes=None, segments=None,
         memory=None, router_losses=None, router_noise=None):
    """
    One stack. Losses of routers are put in the list; their noise is by the names of layers.
    tokens: [batch, time]; memory: what cross attention looks at, [batch, keys, width], and its lengths
    -> hidden [batch, time, width]
    """
    width, heads = config["width"], config["heads"]
    options = block_options(config)
    key_value_heads = options["keyValueHeads"]
    batch, time = tokens.shape
    activation = {
        "gelu": lambda x: F.gelu(x, approximate="tanh"), "geluErf": F.gelu, "silu": F.silu,
        "relu": F.relu,
    }[options["activation"]]

    def norm(name, x):
        if config["norm"] == "layer":
            return F.layer_norm(x, (width,), p[f"{name}.gain"], p[f"{name}.bias"], eps=1e-5)
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * p[f"{name}.gain"]

    def linear(name, x):
        return x @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def heads_of(x):
        return x.view(batch, x.shape[1], -1, width // heads).transpose(1, 2)

    def by_distance(table):
        """The vectors of the clipped distances of all pairs (Shaw et al. 2018)."""
        reach, place = config["relativeReach"], torch.arange(time)
        highest = 0 if causal else reach
        distances = (place[None, :] - place[:, None]).clamp(-reach, highest) + reach
        return p[table][distances]

    def relative_scores(name, query):
        """Products of queries with the vectors of clipped distances."""
        return torch.einsum("bhtd,tsd->bhts", query, by_distance(f"{name}.distance.vectors"))

    def relative_values(name, probabilities):
        """What the vectors of distances that are added to values bring to each query."""
        added = by_distance(f"{name}.distanceValue.vectors")
        return torch.einsum("bhts,tsd->bhtd", probabilities, added)

    def mix(name, query, key, value, bias, hidden, relative=0, adds_to_values=False):
        key, value = (part.repeat_interleave(heads // key_value_heads, dim=1) for part in (key, value))
        products, cap = query @ key.transpose(-2, -1) + relative, options["scoreCap"]
        scores = products / math.sqrt(width // heads)
        scores = (cap * torch.tanh(scores / cap) if cap > 0 else scores) + bias
        scores = scores.masked_fill(hidden, -math.inf)
        if options["attentionSink"] == "none":
            probabilities = scores.softmax(-1)
        else:
            learned = options["attentionSink"] == "learned"
            sink = p[f"{name}.sink.scores"] if learned else torch.zeros(heads)
            column = sink.view(1, heads, 1, 1).expand(batch, heads, time, 1)
            probabilities = torch.cat([scores, column], dim=-1).softmax(-1)[..., :-1]
        mixed = probabilities @ value
        if adds_to_values:
            mixed = mixed + relative_values(name, probabilities)
        return mixed.transpose(1, 2).reshape(batch, time, width)

    def normed(name, query, key):
        """RMS norm over each head's vector, before it is turned."""
        if not options["queryKeyNorm"]:
            return query, key
        return tuple(
            x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * gain
            for x, gain in zip((query, key), p[f"{name}.queryKeyNorm.gain"])
        )

    def attend(name, x):
        parts = heads_of(linear(f"{name}.queryKeyValue", x))
        query, key, value = parts.split([heads] + 2 * [key_value_heads], dim=1)
        query, key = normed(name, query, key)
        if config["positions"] == "rope":
            query, key = rotate(query, config), rotate(key, config)
        is_relative = config["positions"] == "shaw"
        relative = relative_scores(name, query) if is_relative else 0
        added = is_relative and config.get("relativeValues", False)
        mixed = mix(name, query, key, value, bias, hidden, relative, added)
        return linear(f"{name}.output", mixed)

    def attend_memory(name, x):
        seen, seen_lengths = memory
        query = heads_of(linear(f"{name}.query", x))
        key, value = heads_of(linear(f"{name}.keyValue", seen)).split(2 * [key_value_heads], dim=1)
        query, key = normed(name, query, key)
        padding = (torch.arange(seen.shape[1]) >= seen_lengths[:, None])[:, None, None, :]
        return linear(f"{name}.output", mix(name, query, key, value, 0, padding))

    def between(up, x, down):
        inner = up(x)
        if options["gated"]:
            gate, inner = inner.chunk(2, dim=-1)
            return down(activation(gate) * inner)
        return down(activation(inner))

    def plain_feed_forward(name, x):
        return between(lambda y: linear(f"{name}.up", y), x, lambda y: linear(f"{name}.down", y))

    def feed_forward(name, x):
        experts = options["experts"]
        if not experts:
            return plain_feed_forward(name, x)

        def expert(number, rows):
            def of(part):
                weight, bias = p[f"{name}.{part}.weight"], p[f"{name}.{part}.bias"]
                return lambda y: y @ weight[number] + bias[number]
            return between(of("up"), rows, of("down"))

        mixed, losses = through_experts(
            experts, p[f"{name}.router.weight"], expert, x,
            p.get(f"{name}.routerNoise.weight"), **(router_noise or {}).get(name, {}),
        )
        if router_losses is not None:
            router_losses.append(losses)
        return mixed + plain_feed_forward(f"{name}.shared", x) if experts["shared"] else mixed

    def residual(name, x, source, branch):
        scale = options["residualScale"]
        if options["normPlacement"] == "post":
            return norm(f"{name}.norm", x + scale * branch(name, source))
        y = branch(name, norm(f"{name}.norm", source))
        if options["normPlacement"] == "sandwich":
            y = norm(f"{name}.outputNorm", y)
        return x + scale * y

    hidden = hidden_pairs(config, batch, time, causal, lengths, prefixes)
    x = p["embedding.token.weight"][tokens]
    if config["positions"] == "learned":
        x = x + p[f"{prefix}embedding.position.weight"][:time]
    if config["positions"] == "sinusoidal":
        x = x + sinusoids(time, width)
    if segments is not None:
        x = x + p["embedding.segment.weight"][segments]
    bias = score_bias(config, p, prefix, time, causal)
    for layer in range(config["layers"]):
        name = f"{prefix}layers.{layer}"
        attended = residual(f"{name}.attention", x, x, attend)
        if memory is not None:
            attended = residual(f"{name}.crossAttention", attended, attended, attend_memory)
        source = x if options["parallel"] else attended
        x = residual(f"{name}.feedForward", attended, source, feed_forward)
    return x if options["normPlacement"] == "post" else norm(f"{prefix}final.norm", x)


def logits_of(config, p, hidden):
    head = "embedding.token.weight" if config["tiedHead"] else "head.weight"
    logits, cap = hidden @ p[head].T, block_options(config)["logitCap"]
    return cap * torch.tanh(logits / cap) if cap > 0 else logits


def forward(config, p, tokens, router_losses=None, router_noise=None):
    """Decoder-only. tokens: [batch, time] -> logits [batch, time, vocabulary]"""
    read_with = {"router_losses": router_losses, "router_noise": router_noise}
    return logits_of(config, p, read(config, p, tokens, **read_with))


def cross_entropy(logits, targets):
    return F.cross_entropy(
        logits.reshape(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=-1
    )


def loss_of(config, parameters, tokens, targets):
    return cross_entropy(forward(config, parameters, tokens), targets)


def loss_of_batch(config, p, batch):
    """Of any architecture. batch: the fields of src/training/objectives/objective.ts as tensors."""
    memory = None
    if "source" in batch:
        lengths = batch["sourceLengths"]
        seen = read(config, p, batch["source"], "encoder.", causal=False, lengths=lengths)
        memory = seen, lengths
    hidden = read(
        config, p, batch["inputs"], causal=config.get("architecture") != "encoder-only",
        lengths=batch.get("lengths"), prefixes=batch.get("prefixes"),
        segments=batch.get("segments"), memory=memory,
    )
    loss = cross_entropy(logits_of(config, p, hidden), batch["targets"])
    if "nextSentence" in batch:
        pooled = torch.tanh(hidden[:, 0] @ p["pooler.weight"] + p["pooler.bias"])
        answers = pooled @ p["nextSentence.weight"] + p["nextSentence.bias"]
        loss = loss + F.cross_entropy(answers, batch["nextSentence"])
    return loss


def learning_rate_at(training, step):
    """step: steps done before, from 0"""
    warmup, peak = training["warmupSteps"], training["learningRate"]
    if step < warmup:
        return peak * (step + 1) / warmup
    share = min(1, (step - warmup) / max(1, training["steps"] - warmup))
    lowest = training["minimumLearningRate"]
    return lowest + (1 + math.cos(math.pi * share)) / 2 * (peak - lowest)


def make_optimiser(parameters, training):
    """AdamW; decay on matrices only, embeddings included."""
    values = list(parameters.values())
    groups = [
        {"params": [v for v in values if v.dim() > 1], "weight_decay": training["weightDecay"]},
        {"params": [v for v in values if v.dim() <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(
        groups, lr=0.0, betas=tuple(training["betas"]), eps=training["epsilon"]
    )


def train_step(config, training, parameters, optimiser, step, tokens, targets):
    """One step; returns the loss and the gradient norm before clipping."""
    for group in optimiser.param_groups:
        group["lr"] = learning_rate_at(training, step)
    optimiser.zero_grad()
    loss = loss_of(config, parameters, tokens, targets)
    loss.backward()
    clip = training["gradientClip"] if training["gradientClip"] > 0 else math.inf
    norm = torch.nn.utils.clip_grad_norm_(list(parameters.values()), clip)
    optimiser.step()
    return loss.item(), norm.item()
