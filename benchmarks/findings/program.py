"""Runs rnnvis and reads what it writes."""
import json
import os
import shutil
import subprocess

import numpy as np

TYPES = {"F16": np.float16, "F32": np.float32, "F64": np.float64, "I64": np.int64}


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def run(self, *arguments):
        result = subprocess.run([self.path, *map(str, arguments)], capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(f"rnnvis {' '.join(map(str, arguments))}: {result.stderr.strip()}")
        return result.stdout

    def json(self, *arguments):
        return json.loads(self.run(*arguments, "--json"))

    def file(self, name):
        return os.path.join(self.folder, name)

    def analysis(self, model, corpus="test", *options):
        path = self.file("analysis.rnnvis")
        self.run("analyze", model, "--corpus", corpus, "--samples", 1, "--out", path, *options)
        return Analysis(path)


def read_safetensors(path):
    """({name: array}, metadata) of a safetensors file, mapped."""
    raw = np.memmap(path, np.uint8, "r")
    length = int.from_bytes(raw[:8].tobytes(), "little")
    header = json.loads(raw[8:8 + length].tobytes())
    metadata = header.pop("__metadata__", {})
    return {name: raw[8 + length + a["data_offsets"][0]:8 + length + a["data_offsets"][1]].view(TYPES[a["dtype"]]).reshape(a["shape"])
            for name, a in header.items()}, metadata


class Analysis:
    """Arrays of an analysis file (docs/analysis-file.md) by name, words by their place in the vocabulary."""

    def __init__(self, path):
        self.path = path
        self.arrays, metadata = read_safetensors(path)
        self.words = json.loads(metadata["rnnvis"])["tokens"]
        self.place = {word: place for place, word in enumerate(self.words)}

    def __getitem__(self, name):
        return self.arrays[name]

    def mean(self, state, word):
        return self[state + ".mean"][self.place[word]].astype(float)

    def frequent(self, count):
        """Places of the most frequent words."""
        return np.argsort(-self["count"], kind="stable")[:count]

    def correlation(self, state, word, other):
        return float(np.corrcoef(self.mean(state, word), self.mean(state, other))[0, 1])


def load_weights(model):
    """{name: array} of a model folder's weights."""
    path = os.path.join(model, "weights.pt")
    if not os.path.exists(path):
        return read_safetensors(os.path.join(model, "weights.safetensors"))[0]
    import torch
    return {name: tensor.numpy() for name, tensor in torch.load(path, map_location="cpu").items()}


def untrained(model, folder, scale=0.1, seed=1):
    """A copy of a model folder with uniform random numbers in place of the weights."""
    name = os.path.join(folder, "untrained-" + os.path.basename(model))
    os.makedirs(name, exist_ok=True)
    chance, header, offset, parts = np.random.default_rng(seed), {}, 0, []
    for tensor, weights in load_weights(model).items():
        values = chance.uniform(-scale, scale, weights.shape).astype(np.float32).tobytes()
        header[tensor] = {"dtype": "F32", "shape": list(weights.shape), "data_offsets": [offset, offset + len(values)]}
        offset += len(values)
        parts.append(values)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(name, "weights.safetensors"), "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(parts))
    with open(os.path.join(model, "model.toml"), encoding="utf-8") as file:
        manifest = file.read().replace('"weights.pt"', '"weights.safetensors"').replace("../../", os.path.dirname(os.path.dirname(model)) + "/")
    with open(os.path.join(name, "model.toml"), "w", encoding="utf-8") as file:
        file.write(manifest)
    for other in os.listdir(model):
        if other.endswith((".tsv", ".txt")):
            shutil.copy(os.path.join(model, other), name)
    return name
