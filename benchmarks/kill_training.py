#!/usr/bin/env python3
"""kill_training.py PROGRAM CONFIG: trains once undisturbed, once killed (SIGKILL) at random moments and resumed.

PROGRAM is rnnvis-train. After each kill, every file that is there must be whole; at the end the weights of both runs
must be the same, bit for bit. [--kills 50] [--seed 1] [--folder DIR]
"""
import argparse
import json
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import zipfile


def check_whole(folder):
    """Fails where a file is there in part."""
    checkpoint = folder / "checkpoint.safetensors"
    if checkpoint.exists():
        data = checkpoint.read_bytes()
        (size,) = struct.unpack("<Q", data[:8])
        header = json.loads(data[8 : 8 + size])
        ends = [array["data_offsets"][1] for name, array in header.items() if name != "__metadata__"]
        assert len(data) == 8 + size + max(ends), checkpoint
    if (folder / "weights.pt").exists():
        assert zipfile.ZipFile(folder / "weights.pt").testzip() is None
    for line in (folder / "metrics.jsonl").read_text().splitlines() if (folder / "metrics.jsonl").exists() else []:
        json.loads(line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("configuration")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=pathlib.Path, default=pathlib.Path(tempfile.mkdtemp()))
    arguments = parser.parse_args()
    random.seed(arguments.seed)

    def command(folder):
        resume = ["--resume"] if (folder / "training.toml").exists() else []
        return [arguments.program, arguments.configuration, "--out", folder, "--threads", "1", *resume]

    whole, killed = arguments.folder / "whole", arguments.folder / "killed"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    start = time.time()
    subprocess.run(command(whole), check=True, **quiet)
    seconds = time.time() - start
    kills = finished = 0
    while kills < arguments.kills:
        process = subprocess.Popen(command(killed), **quiet)
        try:
            process.wait(random.random() * seconds / 3)
            assert process.returncode == 0, process.returncode
            finished += 1  # Before it could be killed: once more from the start.
            assert (whole / "weights.pt").read_bytes() == (killed / "weights.pt").read_bytes()
            shutil.rmtree(killed)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            check_whole(killed)
    subprocess.run(command(killed), check=True, **quiet)
    same = (whole / "weights.pt").read_bytes() == (killed / "weights.pt").read_bytes()
    print(f"{kills} kills in {finished + 1} runs of {seconds:.1f} s: weights {'the same' if same else 'DIFFER'}")
    sys.exit(not same)


main()
