"""Records pytorch-case.json: logits, loss, every gradient and the parameters after three AdamW steps of
two tiny models. src/training/pytorch-case.browser.test.ts compares the lab with it.

    python3 reference/record_pytorch.py

Weights and tokens follow from the lab's own random numbers, which Python repeats bit by bit, so only
what PyTorch computed is stored. Weights are larger than at a real start, so that every part of the
model matters. Epsilon is large: the bias of the keys has no gradient without RoPE, and 1e-8 would
turn its rounding noise into whole steps of the learning rate."""
import json
import math
import pathlib

import torch

from lab_model import forward, loss_of, make_optimiser, parameter_shapes, train_step
from lab_random import Random

STEPS = 3
BATCH_SIZE = 3

SHARED = {"vocabularySize": 11, "layers": 2, "heads": 2, "width": 8, "ropeBase": 100, "dropout": 0}
MODELS = {
    "rope, layer norm, tied head": {
        **SHARED, "contextLength": 7, "positions": "rope", "norm": "layer", "tiedHead": True,
    },
    "learned positions, RMS norm, head of its own": {
        **SHARED, "contextLength": 5, "positions": "learned", "norm": "rms", "tiedHead": False,
    },
}
TRAINING = {
    "steps": 6, "batchSize": BATCH_SIZE, "learningRate": 0.02, "minimumLearningRate": 0.002,
    "warmupSteps": 2, "betas": [0.9, 0.95], "epsilon": 1e-3, "weightDecay": 0.1, "gradientClip": 0.5,
    "evaluationInterval": 10, "evaluationBatches": 1, "sampleInterval": 10, "checkpointInterval": 10,
}


def fixed_weights(config):
    parameters = {}
    for name, shape in parameter_shapes(config).items():
        random = Random(1, "weights", name)
        numbers = [random.float() - 0.5 for _ in range(math.prod(shape))]
        value = torch.tensor(numbers).reshape(shape)
        parameters[name] = (value + 1 if name.endswith(".gain") else value).requires_grad_()
    return parameters


def fixed_batch(config, step):
    random = Random(1, "tokens", step)
    length = config["contextLength"] + 1
    rows = [[random.integer(config["vocabularySize"]) for _ in range(length)] for _ in range(BATCH_SIZE)]
    tokens = torch.tensor(rows)
    return tokens[:, :-1], tokens[:, 1:]


def numbers(tensor):
    return [float(f"{value:.7g}") for value in tensor.detach().flatten().tolist()]


def record(config):
    parameters = fixed_weights(config)
    tokens, targets = fixed_batch(config, 0)
    loss = loss_of(config, parameters, tokens, targets)
    loss.backward()
    first = {
        "logits": numbers(forward(config, parameters, tokens)),
        "loss": loss.item(),
        "gradients": {name: numbers(value.grad) for name, value in parameters.items()},
    }
    optimiser = make_optimiser(parameters, TRAINING)
    losses, norms = [], []
    for step in range(STEPS):
        loss_value, norm = train_step(
            config, TRAINING, parameters, optimiser, step, *fixed_batch(config, step)
        )
        losses.append(loss_value)
        norms.append(norm)
        assert norm > TRAINING["gradientClip"], "the case should clip"
    after = {name: numbers(value) for name, value in parameters.items()}
    return {"config": config, **first, "losses": losses, "norms": norms, "after": after}


def main():
    case = {
        "madeBy": f"reference/record_pytorch.py, PyTorch {torch.__version__}",
        "training": TRAINING,
        "models": {name: record(config) for name, config in MODELS.items()},
    }
    path = pathlib.Path(__file__).with_name("pytorch-case.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
