"""Writes what PyTorch and numpy really write: NAME.pt, and beside it NAME.txt, a line "array|type|shape" for each
array that is expected in it, and NAME.raw, their elements as float32 one after the other."""

import pathlib
import pickle
import sys

import numpy
import torch
from torch import nn

folder = pathlib.Path(sys.argv[1])
torch.manual_seed(3)


class Model(nn.Module):
    def __init__(self, cell):
        super().__init__()
        self.embedding = nn.Embedding(7, 3)
        self.rnn = cell(3, 4, num_layers=2)
        self.decoder = nn.Linear(4, 7)
        self.register_buffer("mean", torch.arange(3.0))
        self.names = ["a", "b"]

    def forward(self, ids):
        states, _ = self.rnn(self.embedding(ids))
        return self.decoder(states) * self.mean[1]


def write(name, save, arrays):
    save(folder / (name + ".pt"))
    with open(folder / (name + ".txt"), "w") as lines, open(folder / (name + ".raw"), "wb") as raw:
        for key, tensor in arrays.items():
            array = tensor.detach() if isinstance(tensor, torch.Tensor) else torch.from_numpy(numpy.array(tensor))
            kind = str(array.dtype).replace("torch.", "")
            lines.write("%s|%s|%s\n" % (key, kind, ",".join(map(str, array.shape))))
            raw.write(array.float().contiguous().numpy().astype("<f4").tobytes())


def saved(value, **options):
    return lambda path: torch.save(value, path, **options)


def pickled(value, protocol):
    return lambda path: path.write_bytes(pickle.dumps(value, protocol))


LEGACY = {"_use_new_zipfile_serialization": False}
model = Model(nn.LSTM)
state = model.state_dict()
base = torch.randn(4, 6, dtype=torch.float64)
shared = torch.randn(5, 2)
kinds = {
    "half": torch.randn(3).half(), "bfloat16": torch.randn(3).bfloat16(), "double": torch.randn(2, 2).double(),
    "long": torch.arange(-2, 3), "int": torch.arange(3).int(), "short": torch.arange(3).short(),
    "char": torch.arange(3).to(torch.int8), "byte": torch.arange(250, 256).to(torch.uint8),
    "bool": torch.tensor([True, False]), "scalar": torch.tensor(1.5), "empty": torch.zeros(0, 3),
}
views = {"transposed": base.t(), "slice": base[1:3, ::2], "row": base[2], "expanded": base[0, :1].expand(3, 1),
         "tied": shared, "again": shared, "tail": shared[3:]}
for suffix, options in (("zip", {}), ("legacy", LEGACY)):
    write("state-" + suffix, saved(state, **options), state)
    write("module-" + suffix, saved(model, **options), state)
    write("kinds-" + suffix, saved(kinds, **options), kinds)
    write("views-" + suffix, saved(views, **options), views)
    write("nested-" + suffix, saved({"epoch": 3, "model": state, "best": [1, state["mean"]]}, **options),
          {**{"model." + key: value for key, value in state.items()}, "best.1": state["mean"]})
    write("list-" + suffix, saved([shared, base], **options), {"0": shared, "1": base})
    write("protocol4-" + suffix, saved(state, pickle_protocol=4, **options), state)
for cell in (nn.LSTM, nn.GRU, nn.RNN):
    name = cell.__name__
    script = Model(cell)
    write("script-" + name, lambda path: torch.jit.script(script).save(str(path)), script.state_dict())
    write("trace-" + name,
          lambda path: torch.jit.trace(script, torch.zeros(2, 1, dtype=torch.long)).save(str(path)),
          script.state_dict())

matrix = numpy.arange(6, dtype="float32").reshape(2, 3)
arrays = {"c": matrix, "fortran": numpy.asfortranarray(matrix), "strided": matrix[:, ::2], "swapped": matrix.astype(">f8"),
          "half": matrix.astype("float16"), "bytes": numpy.arange(3, dtype="uint8"), "truth": numpy.array([True, False]),
          "number": numpy.float64(0.25), "count": numpy.int32(-7), "empty": numpy.zeros((0, 2), "float32")}
expected = {key: numpy.ascontiguousarray(value).astype(value.dtype.newbyteorder("=")).reshape(value.shape)
            for key, value in arrays.items()}
for protocol in range(6):
    write("numpy-%d" % protocol, pickled(arrays, protocol), expected)
for protocol in range(2, 6):
    write("tensors-%d" % protocol, pickled(state, protocol), state)
write("arrays-in-torch", saved(arrays), expected)
