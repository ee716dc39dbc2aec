"""Records position-schemes.json: loss and every gradient of a tiny model with each way of telling
positions apart that pytorch-case.json has not. src/training/position-schemes.browser.test.ts compares
the lab with it.

    python3 reference/record_positions.py

The context is so long that T5's distances also share buckets, and the number of heads is no power of
two, which gives ALiBi slopes of both kinds."""
import json
import pathlib

import torch

from lab_model import loss_of
from record_pytorch import fixed_batch, fixed_weights, numbers

SHARED = {
    "vocabularySize": 11, "layers": 2, "heads": 3, "width": 6, "contextLength": 21, "ropeBase": 100,
    "norm": "rms", "dropout": 0, "tiedHead": True,
}


def record(config):
    parameters = fixed_weights(config)
    loss = loss_of(config, parameters, *fixed_batch(config, 0))
    loss.backward()
    gradients = {name: numbers(value.grad) for name, value in parameters.items()}
    return {"config": config, "loss": loss.item(), "gradients": gradients}


def main():
    schemes = ["sinusoidal", "alibi", "t5", "none"]
    case = {
        "madeBy": f"reference/record_positions.py, PyTorch {torch.__version__}",
        "models": {scheme: record({**SHARED, "positions": scheme}) for scheme in schemes},
    }
    path = pathlib.Path(__file__).with_name("position-schemes.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
