"""Records architectures.json: loss and every gradient of a tiny encoder, encoder-decoder and prefix
language model. src/training/architectures.browser.test.ts compares the lab with it.

    python3 reference/record_architectures.py
"""
import json
import pathlib

import torch

from lab_model import loss_of_batch
from lab_random import Random
from record_pytorch import fixed_weights, numbers

BATCH = 3
SHARED = {
    "vocabularySize": 11, "layers": 2, "heads": 4, "width": 8, "contextLength": 7, "ropeBase": 100,
    "positions": "learned", "norm": "layer", "dropout": 0, "tiedHead": True,
}
MODELS = {
    "as BERT: post-norm, segments, next sentence": {
        "architecture": "encoder-only", "normPlacement": "post", "sentencePairs": True,
    },
    "encoder with RoPE, grouped queries": {
        "architecture": "encoder-only", "positions": "rope", "keyValueHeads": 2, "norm": "rms",
    },
    "encoder with relative positions": {
        "architecture": "encoder-only", "positions": "shaw", "relativeReach": 2, "layers": 1,
        "relativeValues": True,
    },
    "encoder with ALiBi": {"architecture": "encoder-only", "positions": "alibi", "layers": 1},
    "as T5: bias by distance, RMS norm, GEGLU": {
        "architecture": "encoder-decoder", "positions": "t5", "norm": "rms", "gated": True,
        "feedForwardWidth": 9,
    },
    "as BART: learned positions, post-norm": {
        "architecture": "encoder-decoder", "normPlacement": "post", "layers": 1,
        "tiedHead": False,
    },
    "encoder-decoder with RoPE, multi-query attention, sandwich norm": {
        "architecture": "encoder-decoder", "positions": "rope", "keyValueHeads": 1,
        "normPlacement": "sandwich",
    },
    "encoder-decoder with QK-norm, score cap and sinks": {
        "architecture": "encoder-decoder", "queryKeyNorm": True, "keyValueHeads": 2, "layers": 1,
        "scoreCap": 0.7, "attentionSink": "learned",
    },
    "prefix language model": {"positions": "t5"},
}


def fixed_fields(name, config):
    """A batch with rows of different lengths, and the fields that the model has."""
    random = Random(1, "architectures", name)
    context, vocabulary = config["contextLength"], config["vocabularySize"]
    architecture = config.get("architecture", "decoder-only")
    full, partial = context, context - 2

    def tokens(lengths):
        return [
            [random.integer(vocabulary) if place < length else 0 for place in range(context)]
            for length in lengths
        ]

    lengths = [full, partial, 3]
    batch = {
        "inputs": tokens(lengths),
        "targets": [
            [
                random.integer(vocabulary) if place < length and place % 3 != 1 else -1
                for place in range(context)
            ]
            for length in lengths
        ],
    }
    if architecture == "encoder-only":
        batch["lengths"] = lengths
    if architecture == "encoder-decoder":
        batch["sourceLengths"] = [partial, full, 1]
        batch["source"] = tokens(batch["sourceLengths"])
    if architecture == "decoder-only":
        batch["prefixes"] = [2, 0, 3]
    if config.get("sentencePairs"):
        batch["segments"] = [[int(place > 2) for place in range(context)] for _ in lengths]
        batch["nextSentence"] = [1, 0, 1]
    return batch


def record(name, config):
    parameters = fixed_weights(config)
    batch = fixed_fields(name, config)
    tensors = {field: torch.tensor(values) for field, values in batch.items()}
    loss = loss_of_batch(config, parameters, tensors)
    loss.backward()
    gradients = {name: numbers(value.grad) for name, value in parameters.items()}
    return {"config": config, "batch": batch, "loss": loss.item(), "gradients": gradients}


def main():
    case = {
        "madeBy": f"reference/record_architectures.py, PyTorch {torch.__version__}",
        "models": {name: record(name, {**SHARED, **own}) for name, own in MODELS.items()},
    }
    path = pathlib.Path(__file__).with_name("architectures.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
