"""Trains in PyTorch what an experiment trained in the lab: same text, tokenizer, weights at the start,
batches, schedule and evaluation windows. The losses of both should agree up to rounding.

    npm run experiment -- spec.json --text shakespeare.txt --out runs/shakespeare
    python3 reference/train_pytorch.py runs/shakespeare shakespeare.txt [--steps 300]

The folder is the one that the command left (spec.json, tokenizer.json, metrics.jsonl). Prints one line
for each evaluation: step, validation loss here, validation loss in the lab, difference in percent."""
import argparse
import json
import math
import pathlib
import time

import torch

from lab_model import initialise, loss_of, make_optimiser, train_step
from lab_random import Random
from lab_tokenizer import Tokenizer


def windows(tokens, starts, context):
    rows = torch.stack([tokens[start : start + context + 1] for start in starts])
    return rows[:, :-1], rows[:, 1:]


def training_batch(tokens, config, training, seed, step):
    random = Random(seed, "batch", step)
    bound = len(tokens) - config["contextLength"]
    starts = [random.integer(bound) for _ in range(training["batchSize"])]
    return windows(tokens, starts, config["contextLength"])


def evaluation_batches(tokens, config, training):
    size, count = training["batchSize"], training["evaluationBatches"] * training["batchSize"]
    last = len(tokens) - config["contextLength"] - 1
    starts = [index * last // max(1, count - 1) for index in range(count)]
    return [
        windows(tokens, starts[at : at + size], config["contextLength"])
        for at in range(0, count, size)
    ]


def recorded_losses(folder):
    path = folder / "metrics.jsonl"
    if not path.exists():
        return {}
    events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return {e["step"]: e["validationLoss"] for e in events if e["type"] == "evaluation"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("text", type=pathlib.Path)
    parser.add_argument("--steps", type=int, help="stop earlier; the schedule stays that of the spec")
    arguments = parser.parse_args()

    spec = json.loads((arguments.folder / "spec.json").read_text(encoding="utf-8"))
    training, seed = spec["training"], spec["seed"]
    if spec["model"]["dropout"] != 0:
        raise SystemExit("A run with dropout cannot be repeated here: its masks are the lab's own.")
    tokenizer = Tokenizer(arguments.folder / "tokenizer.json")
    config = {**spec["model"], "vocabularySize": len(tokenizer.ids)}

    # newline="": line ends are tokens like any other.
    with open(arguments.text, encoding="utf-8-sig", newline="") as file:
        ids = tokenizer.encode(file.read())
    ids.append(tokenizer.ids["<|endoftext|>"])
    border = len(ids) - math.floor(len(ids) * spec["validationFraction"])
    train, validation = torch.tensor(ids[:border]), torch.tensor(ids[border:])
    print(f"{len(train)} tokens to train on, {len(validation)} held out", flush=True)

    parameters = initialise(config, seed)
    optimiser = make_optimiser(parameters, training)
    held_out = evaluation_batches(validation, config, training)
    in_lab = recorded_losses(arguments.folder)

    def evaluate(step):
        with torch.no_grad():
            losses = [loss_of(config, parameters, *batch).item() for batch in held_out]
        loss = sum(losses) / len(losses)
        line = f"step {step}: validation loss {loss:.4f}"
        if step in in_lab:
            line += f", in the lab {in_lab[step]:.4f}, {100 * (in_lab[step] / loss - 1):+.3f}%"
        print(line, flush=True)

    evaluate(0)
    started = time.time()
    steps = min(arguments.steps or training["steps"], training["steps"])
    for step in range(steps):
        batch = training_batch(train, config, training, seed, step)
        train_step(config, training, parameters, optimiser, step, *batch)
        if (step + 1) % training["evaluationInterval"] == 0 or step + 1 == steps:
            evaluate(step + 1)
    print(f"{(time.time() - started) / max(1, steps) * 1000:.0f} ms per step")


if __name__ == "__main__":
    main()
