#!/usr/bin/env python3
"""Opens checkpoints of about 200 MB against copying them: seconds, and peak memory against the tensors' bytes.

usage: open_checkpoint.py PROGRAM [FOLDER]    (needs python3-torch; FOLDER defaults to a temporary one)
"""
import os, shutil, subprocess, sys, tempfile, time


def child(command):
    """Seconds and peak resident kilobytes of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return time.perf_counter() - start, usage.ru_maxrss


def write(folder):
    """In a process of its own: a child's peak memory is at least what its parent had when it was forked."""
    import torch

    torch.manual_seed(1)
    lstm = torch.nn.LSTM(1024, 1024, 5)
    weights = {"encoder.weight": torch.randn(2400, 1024), "decoder.weight": torch.randn(2400, 1024)}
    weights.update({"rnn." + name: value for name, value in lstm.state_dict().items()})
    torch.save(weights, f"{folder}/zip.pt")
    torch.save(weights, f"{folder}/legacy.pt", _use_new_zipfile_serialization=False)
    print(sum(value.numel() * 4 for value in weights.values()))


def main():
    if sys.argv[1] == "--write":
        return write(sys.argv[2])
    program = sys.argv[1]
    folder = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    tensors = int(subprocess.check_output([sys.executable, __file__, "--write", folder]))
    baseline = child([program, "--version"])[1] * 1024
    print(f"tensors {tensors / 1e6:.0f} MB, program alone {baseline / 1e6:.0f} MB")
    for name in ("zip.pt", "legacy.pt"):
        copies, opens, peak = [], [], 0
        for _ in range(5):
            copies.append(child(["cp", f"{folder}/{name}", f"{folder}/copy"])[0])
            seconds, kilobytes = child([program, "inspect", f"{folder}/{name}"])
            opens.append(seconds)
            peak = max(peak, kilobytes * 1024)
        copy, opened = sorted(copies)[2], sorted(opens)[2]
        print(f"{name}: cp {copy:.3f} s, open {opened:.3f} s ({opened / copy:.2f} of it), "
              f"peak {peak / 1e6:.0f} MB ({peak / tensors:.2f} of the tensors)")
    if len(sys.argv) < 3:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
