"""The optimisers beside AdamW in PyTorch, written from the papers and not from the TypeScript. All of them
decay beside the gradient (weights times 1 - rate times decay), and matrices only, embeddings included."""
import math

import torch

from lab_model import make_optimiser


def decay(group):
    for value in group["params"]:
        value.mul_(1 - group["lr"] * group["weight_decay"])


class DecoupledSGD(torch.optim.SGD):
    """torch.optim.SGD with momentum; its own weight decay, which goes through the momentum, stays 0."""

    def __init__(self, groups, momentum):
        self.decays = [group.pop("weight_decay") for group in groups]
        super().__init__(groups, lr=0.0, momentum=momentum)

    @torch.no_grad()
    def step(self):
        for group, amount in zip(self.param_groups, self.decays):
            decay({**group, "weight_decay": amount})
        super().step()


class Lion(torch.optim.Optimizer):
    """Chen et al. 2023, arXiv 2302.06675, algorithm 2."""

    def __init__(self, groups, betas):
        super().__init__(groups, {"lr": 0.0, "betas": betas})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            decay(group)
            beta1, beta2 = group["betas"]
            for value in group["params"]:
                m = self.state[value].setdefault("m", torch.zeros_like(value))
                value.sub_(group["lr"] * torch.sign(beta1 * m + (1 - beta1) * value.grad))
                m.copy_(beta2 * m + (1 - beta2) * value.grad)


def orthogonal(matrix):
    """Five Newton-Schulz iterations of Jordan et al. 2024, on the matrix of norm 1."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = matrix / (matrix.norm() + 1e-7)
    wide = x if x.shape[0] <= x.shape[1] else x.T
    for _ in range(5):
        gram = wide @ wide.T
        wide = a * wide + (b * gram + c * gram @ gram) @ wide
    # The same polynomial acts on each singular value.
    u, s, v = torch.linalg.svd(x.double(), full_matrices=False)
    for _ in range(5):
        s = a * s + b * s**3 + c * s**5
    result = wide if x.shape[0] <= x.shape[1] else wide.T
    assert torch.allclose(result.double(), u @ torch.diag(s) @ v, atol=1e-4)
    return result


class Muon(torch.optim.Optimizer):
    """Jordan et al. 2024 with Nesterov's momentum; scaled as Liu et al. 2025, arXiv 2502.16982. The weights
    of queries, keys and values are three matrices."""

    def __init__(self, named, momentum, weight_decay):
        self.pieces = [3 if "queryKeyValue" in name else 1 for name, _ in named]
        group = {"params": [value for _, value in named], "weight_decay": weight_decay}
        super().__init__([group], {"lr": 0.0, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        (group,) = self.param_groups
        decay(group)
        for value, pieces in zip(group["params"], self.pieces):
            buffer = self.state[value].setdefault("momentum", torch.zeros_like(value))
            buffer.mul_(group["momentum"]).add_(value.grad)
            ahead = value.grad + group["momentum"] * buffer
            matrices = [orthogonal(matrix) for matrix in ahead.chunk(pieces, dim=1)]
            scale = 0.2 * math.sqrt(max(matrices[0].shape))
            value.sub_(group["lr"] * scale * torch.cat(matrices, dim=1))


class Together:
    """Several optimisers, each of its own parameters."""

    def __init__(self, *optimisers):
        self.optimisers = optimisers
        self.param_groups = [group for one in optimisers for group in one.param_groups]

    def zero_grad(self):
        for one in self.optimisers:
            one.zero_grad()

    def step(self):
        for one in self.optimisers:
            one.step()


def make_other_optimiser(name, parameters, training):
    """name: sgd, lion or muon"""
    values = list(parameters.values())
    groups = [
        {"params": [v for v in values if v.dim() > 1], "weight_decay": training["weightDecay"]},
        {"params": [v for v in values if v.dim() <= 1], "weight_decay": 0.0},
    ]
    if name == "sgd":
        return DecoupledSGD(groups, training["momentum"])
    if name == "lion":
        return Lion(groups, training["betas"])
    hidden = [(n, v) for n, v in parameters.items() if n.startswith("layers.") and v.dim() > 1]
    others = {n: v for n, v in parameters.items() if n not in dict(hidden)}
    return Together(
        Muon(hidden, training["momentum"], training["weightDecay"]), make_optimiser(others, training)
    )
