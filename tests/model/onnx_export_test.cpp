#include "onnx_model.h"
#include "python.h"

#include <fstream>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

/// Writes NAME-OPSET.onnx and NAME.txt, the logits that PyTorch computes for someIds().
constexpr const char* kScript = R"(
import torch, onnx
from torch import nn

class Model(nn.Module):
    def __init__(self, cell, layers, both, first, read, softmax, **more):
        super().__init__()
        self.emb = nn.Embedding(7, 3)
        self.rnn = cell(3, 4, layers, bidirectional=both, batch_first=first, **more)
        self.head = nn.Sequential(nn.Linear(8 if both else 4, 6), nn.Tanh(), nn.Dropout(0.5), nn.Linear(6, 5))
        self.read, self.softmax = read, softmax
    def logits(self, ids):
        y, h = self.rnn(self.emb(ids))
        h = h[0] if isinstance(h, tuple) else h
        if self.read == "last": y = y[:, -1]
        if self.read == "state": y = h[-1]
        if self.read == "states": y = torch.cat([h[-2], h[-1]], 1)
        return self.head(y)
    def forward(self, ids):
        return torch.log_softmax(self.logits(ids), -1) if self.softmax else self.logits(ids)

models = {
    "lstm": Model(nn.LSTM, 2, False, False, "all", True),
    "lstm-last": Model(nn.LSTM, 1, False, True, "last", False),
    "gru-both": Model(nn.GRU, 2, True, True, "all", False),
    "gru-states": Model(nn.GRU, 2, True, True, "states", True),
    "rnn-state": Model(nn.RNN, 2, False, False, "state", False, nonlinearity="relu"),
}
torch.manual_seed(3)
for name, model in models.items():
    model.eval()
    for p in model.parameters(): nn.init.uniform_(p, -0.8, 0.8)
    first = model.rnn.batch_first
    ids = torch.tensor([3, 0, 6, 6, 1, 2])
    ids = ids[None, :] if first else ids[:, None]
    axes = {"ids": {0: "a", 1: "b"}} if name != "lstm-last" else None
    for opset in (9, 14):
        torch.onnx.export(model, ids, f"{name}-{opset}.onnx", input_names=["ids"], dynamic_axes=axes, opset_version=opset)
    with open(name + ".txt", "w") as f:
        for row in model.logits(ids).reshape(-1, 5).tolist(): print(*row, file=f)
)";

onnx::Sequence readRows(const std::filesystem::path& path) {
  onnx::Sequence rows(1);
  std::ifstream file(path);
  for (double value = 0; file >> value;) {
    if (rows.back().size() == 5) rows.emplace_back();
    rows.back().push_back(value);
  }
  return rows;
}

void checkExport(const TemporaryFolder& folder, const std::string& name, const std::string& opset) {
  INFO(name << ", operators of version " << opset);
  const auto checkpoint = checkpoint::readCheckpoint(folder / (name + "-" + opset + ".onnx"));
  const auto architecture = model::inferArchitecture(checkpoint);
  CHECK(architecture.missing.empty());
  CHECK(architecture.bidirectional == name.starts_with("gru"));
  if (architecture.bidirectional) CHECK(architecture.readsFinalStates == (name == "gru-states"));
  model::Network network = buildNetwork(checkpoint.arrays, architecture);
  network.readsFinalStates = architecture.readsFinalStates.value_or(false);
  model::Trace trace = model::trace(network, onnx::someIds(), zeroState(network));
  const onnx::Sequence expected = readRows(folder / (name + ".txt"));
  if (expected.size() == 1) trace.logits = Matrix(trace.logits.bottomRows(1));
  onnx::checkLogits(trace, expected);
}

}  // namespace

TEST_CASE("models that PyTorch exports compute what PyTorch does") {
  if (!hasPython("torch, onnx")) {
    WARN("skipped: /usr/bin/python3 lacks torch or onnx");
    return;
  }
  const TemporaryFolder folder;
  REQUIRE(runPython(folder, kScript));
  for (const char* name : {"lstm", "lstm-last", "gru-both", "gru-states", "rnn-state"})
    for (const char* opset : {"9", "14"}) checkExport(folder, name, opset);
}
