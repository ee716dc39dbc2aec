"""Records experts.json: loss and every gradient of tiny models with layers of experts. The gradients are
those of the loss with the routers' losses, the loss is that without them.
src/training/experts.browser.test.ts compares the lab with it.

    python3 reference/record_experts.py

So many tokens share so few places that some are dropped, and no two logits of a router are so near that
rounding could change the choice."""
import json
import pathlib

import torch
import torch.nn.functional as F

from lab_model import forward
from lab_random import Random
from record_pytorch import fixed_batch, fixed_weights, numbers

SHARED = {
    "vocabularySize": 11, "layers": 2, "heads": 2, "width": 8, "contextLength": 9, "ropeBase": 100,
    "positions": "rope", "norm": "rms", "dropout": 0, "tiedHead": True, "feedForwardWidth": 10,
}
EXPERTS = {
    "count": 4, "perToken": 1, "capacityFactor": 1.25, "balance": 0.3, "zLoss": 0.1, "shared": False,
}
OPTIONS = {
    "Switch": {},
    "two of five, gated, with a shared one": {
        "activation": "silu", "gated": True,
        "experts": {**EXPERTS, "count": 5, "perToken": 2, "capacityFactor": 1, "shared": True},
    },
    "without their losses, room for all": {
        "activation": "relu", "normPlacement": "post", "norm": "layer",
        "experts": {**EXPERTS, "count": 3, "capacityFactor": 8, "balance": 0, "zLoss": 0},
    },
    "noise of one deviation": {"experts": {**EXPERTS, "noise": 0.5}},
    "noisy top-2 with its two losses, jitter": {
        "experts": {
            **EXPERTS, "count": 5, "perToken": 2, "balance": 0, "zLoss": 0, "learnedNoise": True,
            "importance": 0.4, "load": 0.3, "jitter": 0.1,
        },
    },
    "noisy top-1 with all losses": {
        "experts": {**EXPERTS, "learnedNoise": True, "importance": 0.2, "load": 0.5},
    },
}


def router_noise(config, rows):
    """What a run with seed 1 is fed: by layer, noise [rows, experts] and jitter [rows, width]"""
    experts, fed = config["experts"], {}
    deviation = 1 if experts.get("learnedNoise") else experts.get("noise", 0)
    jitter = experts.get("jitter", 0)
    for layer in range(config["layers"]):
        name = f"layers.{layer}.feedForward"
        fed[name] = {}
        if deviation > 0:
            random = Random(1, "router noise", name, 0)
            values = [deviation * random.normal() for _ in range(rows * experts["count"])]
            fed[name]["noise"] = torch.tensor(values).reshape(rows, -1)
        if jitter > 0:
            random = Random(1, "router jitter", name, 0)
            values = [1 + jitter * (2 * random.float() - 1) for _ in range(rows * config["width"])]
            fed[name]["jitter"] = torch.tensor(values).reshape(rows, -1)
    return fed


def record(config):
    parameters = fixed_weights(config)
    tokens, targets = fixed_batch(config, 0)
    router_losses = []
    noise = router_noise(config, tokens.numel())
    logits = forward(config, parameters, tokens, router_losses, noise)
    loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
    (loss + sum(router_losses)).backward()
    gradients = {name: numbers(value.grad) for name, value in parameters.items()}
    added = numbers(torch.stack(router_losses))
    recorded = {"config": config, "loss": loss.item(), "routerLosses": added, "gradients": gradients}
    for part in ("noise", "jitter"):
        if all(part in fed for fed in noise.values()):
            recorded[part] = {name: numbers(fed[part]) for name, fed in noise.items()}
    return recorded


def main():
    models = {
        name: record({**SHARED, "experts": EXPERTS, **options}) for name, options in OPTIONS.items()
    }
    case = {"madeBy": f"reference/record_experts.py, PyTorch {torch.__version__}", "models": models}
    path = pathlib.Path(__file__).with_name("experts.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
