#!/usr/bin/python3
"""train_speed.py PROGRAM: training speed of rnnvis (PROGRAM is the built train_speed) beside PyTorch's nn.LSTM.

The same network, batch, number of threads and steps in turn, several rounds; prints the median of each in tokens/s.
Needs python3-torch. Run it on a quiet machine: cmake --build --preset release --target train_speed &&
benchmarks/train_speed.py build/release/benchmarks/train_speed [--threads N] [--rounds N] [--cell lstm|gru|rnn]
"""
import argparse
import os
import statistics
import subprocess
import sys
import time

THREADS = sys.argv[sys.argv.index("--threads") + 1] if "--threads" in sys.argv else "1"
os.environ["OPENBLAS_NUM_THREADS"] = THREADS  # torch.set_num_threads() leaves OpenBLAS all of them.

import torch  # noqa: E402

VOCABULARY, LANES, WINDOW = 10000, 20, 20
CELLS = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}


class Model(torch.nn.Module):
    def __init__(self, cell, units):
        super().__init__()
        self.encoder = torch.nn.Embedding(VOCABULARY, units)
        self.rnn = CELLS[cell](units, units, 2)
        self.decoder = torch.nn.Linear(units, VOCABULARY)
        for parameter in self.parameters():
            torch.nn.init.uniform_(parameter, -0.1, 0.1)

    def forward(self, tokens, state):
        hidden, state = self.rnn(self.encoder(tokens), state)
        return self.decoder(hidden), state


class Trainer:
    """PyTorch's state is kept between rounds: only the first is slow."""

    def __init__(self, cell, units):
        self.model = Model(cell, units)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=1.0)
        self.state = None

    def step(self):
        tokens = torch.randint(VOCABULARY, (WINDOW, LANES))
        targets = torch.randint(VOCABULARY, (WINDOW * LANES,))
        if self.state is not None:
            self.state = tuple(s.detach() for s in self.state) if isinstance(self.state, tuple) else self.state.detach()
        logits, self.state = self.model(tokens, self.state)
        loss = torch.nn.functional.cross_entropy(logits.view(-1, VOCABULARY), targets) * WINDOW
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        self.optimizer.step()

    def seconds(self, steps):
        for _ in range(2):
            self.step()
        start = time.perf_counter()
        for _ in range(steps):
            self.step()
        return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--threads", type=int, default=int(THREADS))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cell", choices=CELLS, default="lstm")
    parser.add_argument("--units", type=int, nargs="*", default=[200, 600])
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    for units in arguments.units:
        steps = max(2, 4000 // units)
        trainer = Trainer(arguments.cell, units)
        ours, theirs = [], []
        for _ in range(arguments.rounds):
            command = [arguments.program, arguments.cell, str(units), str(arguments.threads), str(steps)]
            ours.append(float(subprocess.run(command, check=True, capture_output=True).stdout))
            theirs.append(trainer.seconds(steps))
        tokens = LANES * WINDOW * steps
        a, b = (tokens / statistics.median(times) for times in (ours, theirs))
        print(f"{arguments.cell} 2x{units}, {arguments.threads} threads: rnnvis {a:.0f} tokens/s, PyTorch {torch.__version__} "
              f"{b:.0f} tokens/s, ratio {a / b:.2f}")


main()
