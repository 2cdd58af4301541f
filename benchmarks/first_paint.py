#!/usr/bin/env python3
"""Opens a model whose analysis is cached, from the start of the process to the first complete picture of the window,
against `python3 -c "import torch"`, in turns; and the peak memory of it.

usage: first_paint.py FIRST_PAINT [MODEL…]    (FIRST_PAINT: build/release/benchmarks/first_paint; needs python3-torch)
"""
import os, statistics, subprocess, sys, time

PAIRS = 9
BUNDLED = os.path.join(os.path.dirname(__file__), "..", "models", "kjv-lstm-128x2")


def child(command):
    """Seconds and peak resident kilobytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return time.perf_counter() - start, usage.ru_maxrss


def main():
    program, models = sys.argv[1], sys.argv[2:] or [BUNDLED]
    for model in models:
        child([program, model])  # From here on the analysis is in the cache and the files are in memory.
        pairs, peak = [], 0
        for _ in range(PAIRS):
            seconds, kilobytes = child([program, model])
            torch, _ = child([sys.executable, "-c", "import torch"])
            pairs.append((seconds, torch))
            peak = max(peak, kilobytes)
        ratios = sorted(ours / torch for ours, torch in pairs)
        print(f"{os.path.basename(model)}: {statistics.median(p[0] for p in pairs):.2f} s, import torch "
              f"{statistics.median(p[1] for p in pairs):.2f} s, ratio {statistics.median(ratios):.2f} "
              f"({ratios[0]:.2f} to {ratios[-1]:.2f}), peak memory {peak / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
