"""A feed-forward layer of experts in PyTorch, written from the papers (Switch, arXiv 2101.03961; Mixtral,
2401.04088; the z-loss, 2202.08906): every token is taken through all experts, and what was not chosen or
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


def through_experts(experts, router, expert, x):
    """expert: (number, rows) -> what it makes of all rows. Returns the sum, and the router's losses."""
    rows = x.reshape(-1, x.shape[-1])
    logits = rows @ router
    chosen, gates = choose(logits, experts["perToken"])
    kept = kept_choices(chosen, experts["count"], capacity_of(experts, len(rows)))
    outputs = torch.stack([expert(number, rows) for number in range(experts["count"])], dim=1)
    own = outputs.gather(1, chosen[..., None].expand(-1, -1, x.shape[-1]))
    mixed = (own * (gates * kept)[..., None]).sum(1)
    return mixed.reshape(x.shape), router_losses(logits, chosen, experts)
