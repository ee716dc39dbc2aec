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
    "ReLU, post-norm": {
        "activation": "relu", "normPlacement": "post", "norm": "layer", "layers": 2,
    },
    "SiLU, sandwich norm, grouped queries": {
        "activation": "silu", "normPlacement": "sandwich", "norm": "layer", "keyValueHeads": 2,
        "positions": "learned", "tiedHead": False,
    },
    "GEGLU, multi-query attention, T5 bias": {
        "gated": True, "feedForwardWidth": 7, "keyValueHeads": 1, "positions": "t5",
    },
    "ReGLU, sandwich norm, sliding window, ALiBi": {
        "activation": "relu", "gated": True, "normPlacement": "sandwich", "window": 3,
        "keyValueHeads": 2, "positions": "alibi", "layers": 2,
    },
    "parallel, scaled branches, soft cap": {
        "parallel": True, "residualScale": 0.7, "logitCap": 2, "layers": 2,
    },
    "QK-norm, grouped queries": {
        "queryKeyNorm": True, "keyValueHeads": 2, "layers": 2, "norm": "layer",
    },
    "attention scores under a cap, T5 bias": {
        "scoreCap": 0.5, "positions": "t5", "keyValueHeads": 2, "norm": "layer",
    },
    "attention sinks, sliding window": {
        "attentionSink": "learned", "window": 3, "keyValueHeads": 2, "layers": 2,
    },
    "sinks at 0, score cap, QK-norm": {
        "attentionSink": "zero", "scoreCap": 1.5, "queryKeyNorm": True, "positions": "learned",
    },
    "exact GELU, post-norm": {
        "activation": "geluErf", "normPlacement": "post", "norm": "layer", "positions": "learned",
    },
    "exact GEGLU": {
        "activation": "geluErf", "gated": True, "feedForwardWidth": 7,
    },
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
