"""Milliseconds of one training step in PyTorch, on the model of `npm run bench -- engines`.

    python3 reference/time_pytorch.py [--layers 3 --width 96 --heads 4 --context 64 --batch 16 --vocab 256]
        [--threads 2] [--steps 20]

Prints the median and the least of the steps after the first three. Debian's PyTorch is several times slower
without an optimised BLAS (`libopenblas0-pthread`)."""
import argparse
import os
import statistics
import time

import torch

from lab_model import initialise, make_optimiser, train_step


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    sizes = {"layers": 3, "width": 96, "heads": 4, "context": 64, "batch": 16, "vocab": 256}
    for name, default in {**sizes, "threads": os.cpu_count(), "steps": 20}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    config = {
        "vocabularySize": given.vocab, "layers": given.layers, "heads": given.heads,
        "width": given.width, "contextLength": given.context, "positions": "learned",
        "norm": "layer", "tiedHead": False,
    }
    training = {
        "steps": 1_000_000, "warmupSteps": 0, "learningRate": 1e-3, "minimumLearningRate": 1e-3,
        "betas": [0.9, 0.95], "epsilon": 1e-8, "weightDecay": 0.1, "gradientClip": 1,
    }
    parameters = initialise(config, 1)
    optimiser = make_optimiser(parameters, training)
    tokens = torch.randint(given.vocab, (given.batch, given.context + 1))
    times = []
    for step in range(given.steps + 3):
        started = time.perf_counter()
        train_step(config, training, parameters, optimiser, step, tokens[:, :-1], tokens[:, 1:])
        times.append(1000 * (time.perf_counter() - started))
    counted = times[3:]
    print(
        f"PyTorch {torch.__version__}, {given.threads} threads:"
        f" median {statistics.median(counted):.1f} ms, least {min(counted):.1f} ms"
    )


if __name__ == "__main__":
    main()
