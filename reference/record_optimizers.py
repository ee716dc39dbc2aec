"""Records optimizers-case.json: losses, gradient norms and the parameters after three steps of SGD, Lion and
Muon, from the weights and batches of pytorch-case.json's first model.
src/training/pytorch-case.browser.test.ts compares the lab with it.

    python3 reference/record_optimizers.py

Of each parameter the change is recorded, in units of 1e-5. Only the model with RoPE serves: without it the
bias of the keys has no gradient, and Lion would make whole steps of its rounding noise."""
import json
import pathlib

import torch

from lab_model import train_step
from lab_optimizers import make_other_optimiser
from record_pytorch import MODELS, STEPS, TRAINING, fixed_batch, fixed_weights

NAME, CONFIG = next(iter(MODELS.items()))
MOMENTUM = 0.9
# SGD's steps are small: with AdamW's rate nothing would be seen of them.
LEARNING_RATES = {"sgd": 10 * TRAINING["learningRate"]}
UNIT = 1e-5


def record(optimiser_name):
    rate = LEARNING_RATES.get(optimiser_name, TRAINING["learningRate"])
    training = {**TRAINING, "momentum": MOMENTUM, "learningRate": rate}
    before, parameters = fixed_weights(CONFIG), fixed_weights(CONFIG)
    optimiser = make_other_optimiser(optimiser_name, parameters, training)
    losses, norms = [], []
    for step in range(STEPS):
        loss, norm = train_step(
            CONFIG, training, parameters, optimiser, step, *fixed_batch(CONFIG, step)
        )
        losses.append(round(loss, 6))
        norms.append(round(norm, 6))
    changes = {
        name: [round(change / UNIT) for change in (value - before[name]).flatten().tolist()]
        for name, value in parameters.items()
    }
    return {"learningRate": rate, "losses": losses, "norms": norms, "changes": changes}


def main():
    case = {
        "madeBy": f"reference/record_optimizers.py, PyTorch {torch.__version__}",
        "model": NAME,
        "momentum": MOMENTUM,
        "unit": UNIT,
        "optimizers": {name: record(name) for name in ("sgd", "lion", "muon")},
    }
    path = pathlib.Path(__file__).with_name("optimizers-case.json")
    path.write_text(json.dumps(case, separators=(",", ":")) + "\n")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
