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
        "logitCap": 0, "experts": None,
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
    if config["positions"] == "learned":
        shapes["embedding.position.weight"] = (config["contextLength"], width)
    if config["positions"] == "t5":
        shapes["embedding.distance.weight"] = (BUCKETS, config["heads"])

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

    for layer in range(config["layers"]):
        name = f"layers.{layer}"
        norms(f"{name}.attention")
        linear(f"{name}.attention.queryKeyValue", width, width + 2 * key_width)
        linear(f"{name}.attention.output", width, width)
        norms(f"{name}.feedForward")
        inner, experts = 2 * hidden if options["gated"] else hidden, options["experts"]
        if experts:
            shapes[f"{name}.feedForward.router.weight"] = (width, experts["count"])
            for part, sizes in [("up", (width, inner)), ("down", (hidden, width))]:
                shapes[f"{name}.feedForward.{part}.weight"] = (experts["count"], *sizes)
                shapes[f"{name}.feedForward.{part}.bias"] = (experts["count"], sizes[1])
        if not experts or experts["shared"]:
            plain = f"{name}.feedForward" + (".shared" if experts else "")
            linear(f"{plain}.up", width, inner)
            linear(f"{plain}.down", hidden, width)
    if placement != "post":
        norm("final.norm")
    if not config["tiedHead"]:
        shapes["head.weight"] = (config["vocabularySize"], width)
    return shapes


def initialise(config, seed):
    """GPT-2's: normal 0.02, into the residual stream 0.02/sqrt(2 layers); gains 1, biases 0."""
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        if name.endswith(".gain"):
            value = torch.ones(shape)
        elif name.endswith(".bias"):
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


def bucket_of(behind):
    """The bucket of a key so many tokens before its query."""
    exact = BUCKETS // 2
    if behind < exact:
        return behind
    share = math.log(behind / exact) / math.log(MOST_DISTANT / exact)
    return min(BUCKETS - 1, exact + int(share * (BUCKETS - exact)))


def score_bias(config, p, time):
    """[heads, time, time], or 0: what is added to scores by their distance"""
    behind = [[max(0, query - key) for key in range(time)] for query in range(time)]
    if config["positions"] == "alibi":
        return -alibi_slopes(config["heads"])[:, None, None] * torch.tensor(behind)
    if config["positions"] == "t5":
        buckets = torch.tensor([[bucket_of(distance) for distance in row] for row in behind])
        return p["embedding.distance.weight"][buckets].permute(2, 0, 1)
    return 0


def forward(config, p, tokens, router_losses=None):
    """tokens: [batch, time] -> logits [batch, time, vocabulary]. Losses of routers are put in the list."""
    width, heads = config["width"], config["heads"]
    options = block_options(config)
    key_value_heads = options["keyValueHeads"]
    batch, time = tokens.shape
    activation = {
        "gelu": lambda x: F.gelu(x, approximate="tanh"), "silu": F.silu, "relu": F.relu,
    }[options["activation"]]

    def norm(name, x):
        if config["norm"] == "layer":
            return F.layer_norm(x, (width,), p[f"{name}.gain"], p[f"{name}.bias"], eps=1e-5)
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * p[f"{name}.gain"]

    def linear(name, x):
        return x @ p[f"{name}.weight"] + p[f"{name}.bias"]

    def attend(name, x):
        parts = linear(f"{name}.queryKeyValue", x).view(batch, time, -1, width // heads)
        query, key, value = parts.transpose(1, 2).split([heads] + 2 * [key_value_heads], dim=1)
        if config["positions"] == "rope":
            query, key = rotate(query, config), rotate(key, config)
        key, value = (part.repeat_interleave(heads // key_value_heads, dim=1) for part in (key, value))
        scores = query @ key.transpose(-2, -1) / math.sqrt(width // heads) + bias
        probabilities = scores.masked_fill(hidden, -math.inf).softmax(-1)
        mixed = (probabilities @ value).transpose(1, 2).reshape(batch, time, width)
        return linear(f"{name}.output", mixed)

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

        mixed, losses = through_experts(experts, p[f"{name}.router.weight"], expert, x)
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

    hidden = torch.ones(time, time, dtype=torch.bool).triu(1)
    if options["window"] > 0:
        hidden |= torch.ones(time, time, dtype=torch.bool).tril(-options["window"])
    x = p["embedding.token.weight"][tokens]
    if config["positions"] == "learned":
        x = x + p["embedding.position.weight"][:time]
    if config["positions"] == "sinusoidal":
        x = x + sinusoids(time, width)
    bias = score_bias(config, p, time)
    for layer in range(config["layers"]):
        attended = residual(f"layers.{layer}.attention", x, x, attend)
        source = x if options["parallel"] else attended
        x = residual(f"layers.{layer}.feedForward", attended, source, feed_forward)
    if options["normPlacement"] != "post":
        x = norm("final.norm", x)
    head = "embedding.token.weight" if config["tiedHead"] else "head.weight"
    logits, cap = x @ p[head].T, options["logitCap"]
    return cap * torch.tanh(logits / cap) if cap > 0 else logits


def loss_of(config, parameters, tokens, targets):
    logits = forward(config, parameters, tokens)
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))


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
