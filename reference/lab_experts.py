"""A feed-forward layer of experts in PyTorch, written from the papers (Switch, arXiv 2101.03961; Mixtral,
2401.04088; the z-loss, 2202.08906; noisy top-k, 1701.06538): every token is taken through all experts, and what was not chosen or
has no place is left out of the sum."""
import math

import torch


def capacity_of(experts, rows):
    most = math.floor(rows * experts["perToken"] / experts["count"] * experts["capacityFactor"])
    return min(rows, max(1, most))


def choose(logits, per_token):
    """logits: [rows, experts] -> experts and gates, [rows, perToken]"""
    best, chosen = logits.topk(per_token, dim=-1)
    gates = best.softmax(-1) if per_token > 1 else logits.softmax(-1).gather(-1, chosen)
    return chosen, gates


def kept_choices(chosen, count, capacity):
    """Whether each choice has a place: tokens in their order, and of each the better expert first."""
    taken, kept = [0] * count, []
    for row in chosen.tolist():
        kept.append([])
        for expert in row:
            kept[-1].append(taken[expert] < capacity)
            taken[expert] += 1
    return torch.tensor(kept)


def router_losses(logits, chosen, experts):
    count = experts["count"]
    share = torch.nn.functional.one_hot(chosen, count).sum(1).float().mean(0)
    balance = count * (share * logits.softmax(-1).mean(0)).sum()
    z_loss = logits.logsumexp(-1).pow(2).mean()
    return experts["balance"] * balance + experts["zLoss"] * z_loss


def squared_variation(x):
    return x.var(unbiased=False) / x.mean() ** 2


def usage_losses(clean, noisy, deviation, chosen, gates, experts):
    """Of noisy top-k. The threshold of an expert is the perToken-th largest logit of the others, and it
    has a gradient too: so it is in tensor2tensor."""
    count = experts["count"]
    importance = torch.zeros_like(clean).scatter(1, chosen, gates).sum(0)
    thresholds = []
    for expert in range(count):
        others = torch.cat([noisy[:, :expert], noisy[:, expert + 1:]], dim=1)
        thresholds.append(others.topk(experts["perToken"], dim=1).values[:, -1])
    normal = torch.distributions.Normal(0, 1)
    load = normal.cdf((clean - torch.stack(thresholds, dim=1)) / deviation).sum(0)
    return (experts["importance"] * squared_variation(importance)
            + experts["load"] * squared_variation(load))


def through_experts(experts, router, expert, x, noise_matrix=None, noise=None, jitter=None):
    """expert: (number, rows) -> what it makes of all rows. noise: [rows, experts]; where there is a matrix,
    it is multiplied by the deviation that this gives. jitter: [rows, width], of what the router reads. Returns the sum, and the router's losses."""
    rows = x.reshape(-1, x.shape[-1])
    read = rows if jitter is None else rows * jitter
    logits = clean = read @ router
    if noise is not None:
        deviation = torch.nn.functional.softplus(read @ noise_matrix) if noise_matrix is not None else 1
        logits = clean + noise * deviation
    chosen, gates = choose(logits, experts["perToken"])
    kept = kept_choices(chosen, experts["count"], capacity_of(experts, len(rows)))
    outputs = torch.stack([expert(number, rows) for number in range(experts["count"])], dim=1)
    own = outputs.gather(1, chosen[..., None].expand(-1, -1, x.shape[-1]))
    mixed = (own * (gates * kept)[..., None]).sum(1)
    losses = router_losses(logits, chosen, experts)
    if noise is not None and noise_matrix is not None:
        losses = losses + usage_losses(clean, logits, deviation, chosen, gates, experts)
    return mixed.reshape(x.shape), losses
