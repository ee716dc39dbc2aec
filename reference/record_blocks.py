"""Records block-options.json: loss and every gradient of a tiny model with each option of the transformer
block. src/training/block-options.browser.test.ts compares the lab with it.

    python3 reference/record_blocks.py
"""
import json
import pathlib

import torch

from lab_model import loss_of
from record_pytorch import fixed_batch, fixed_weights, numbers

SHARED = {
    "vocabularySize": 11, "layers": 1, "heads": 4, "width": 8, "contextLength": 9, "ropeBase": 100,
    "positions": "rope", "norm": "rms", "dropout": 0, "tiedHead": True,
}
OPTIONS = {
    "ReLU": {"activation": "relu", "norm": "layer"},
    "SiLU, a narrow feed-forward layer": {"activation": "silu", "feedForwardWidth": 5},
    "SwiGLU": {"activation": "silu", "gated": True},
    "GEGLU": {"activation": "gelu", "gated": True, "feedForwardWidth": 7},
    "ReGLU": {"activation": "relu", "gated": True},
    "grouped-query attention": {"keyValueHeads": 2, "norm": "layer", "positions": "learned"},
    "multi-query attention, T5 bias": {"keyValueHeads": 1, "positions": "t5"},
    "sliding window": {"window": 3},
    "sliding window, ALiBi, grouped queries": {"window": 4, "positions": "alibi", "keyValueHeads": 2},
    "post-norm": {"normPlacement": "post", "norm": "layer", "layers": 2},
    "sandwich norm": {"normPlacement": "sandwich", "layers": 2},
    "sandwich norm, layer norm": {"normPlacement": "sandwich", "norm": "layer", "tiedHead": False},
    "as Llama": {
        "activation": "silu", "gated": True, "keyValueHeads": 2, "tiedHead": False, "window": 5,
        "layers": 2,
    },
}


def record(config):
    parameters = fixed_weights(config)
    loss = loss_of(config, parameters, *fixed_batch(config, 0))
    loss.backward()
    gradients = {name: numbers(value.grad) for name, value in parameters.items()}
    return {"config": config, "loss": loss.item(), "gradients": gradients}


def main():
    case = {
        "madeBy": f"reference/record_blocks.py, PyTorch {torch.__version__}",
        "models": {name: record({**SHARED, **options}) for name, options in OPTIONS.items()},
    }
    path = pathlib.Path(__file__).with_name("block-options.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
