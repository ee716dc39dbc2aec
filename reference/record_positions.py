"""Records position-schemes.json: loss and every gradient of a tiny model with each way of telling
positions apart that pytorch-case.json has not. src/training/position-schemes.browser.test.ts compares
the lab with it.

    python3 reference/record_positions.py

The context is so long that T5's distances also share buckets, and the number of heads is no power of
two, which gives ALiBi slopes of both kinds. Of RoPE there is one model for each order of pairs, share
and scaling, and the frequencies of a head as large as Llama's."""
import json
import pathlib

import torch

from lab_model import USUAL_ROPE, loss_of, rope_frequencies
from record_pytorch import fixed_batch, fixed_weights, numbers

SHARED = {
    "vocabularySize": 11, "layers": 2, "heads": 3, "width": 6, "contextLength": 21, "ropeBase": 100,
    "norm": "rms", "dropout": 0, "tiedHead": True,
}

ROPE = {
    "rope, interleaved": {"order": "interleaved"},
    "rope, in part, linear": {"share": 0.6, "scaling": "linear", "factor": 2},
    "rope, interleaved, in part, NTK": {
        "order": "interleaved", "share": 0.6, "scaling": "ntk", "factor": 4,
    },
    "rope, YaRN": {"scaling": "yarn", "factor": 1.5},
}


def record(config):
    parameters = fixed_weights(config)
    loss = loss_of(config, parameters, *fixed_batch(config, 0))
    loss.backward()
    gradients = {name: numbers(value.grad) for name, value in parameters.items()}
    return {"config": config, "loss": loss.item(), "gradients": gradients}


def frequencies_of(scaling):
    """Of a head of 64 numbers, 2048 positions that became four times as many"""
    frequencies, gain = rope_frequencies(64, 10_000, scaling, 4, 2048)
    return {"frequencies": numbers(frequencies), "gain": gain}


def main():
    schemes = ["sinusoidal", "alibi", "t5", "none"]
    rope = {**SHARED, "layers": 1, "heads": 2, "width": 12, "positions": "rope"}
    models = {scheme: record({**SHARED, "positions": scheme}) for scheme in schemes}
    shaw = {**SHARED, "positions": "shaw", "relativeReach": 4}
    models["shaw, keys alone"] = record(shaw)
    models["shaw"] = record({**shaw, "relativeValues": True})
    for name, options in ROPE.items():
        models[name] = record({**rope, "rope": {**USUAL_ROPE, **options}})
    case = {
        "madeBy": f"reference/record_positions.py, PyTorch {torch.__version__}",
        "models": models,
        "frequencies": {scaling: frequencies_of(scaling) for scaling in ["linear", "ntk", "yarn"]},
    }
    path = pathlib.Path(__file__).with_name("position-schemes.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
