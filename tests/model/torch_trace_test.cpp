#include "python.h"
#include "reference_cell.h"
#include "rnnvis/base/error.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/model/trace.h"
#include "temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <map>

using namespace rnnvis;
using namespace rnnvis::test;

namespace {

/// Writes NAME.<container>.pt for every variant and container and NAME.npz with ids and PyTorch's own logits.
constexpr char script[] = R"(
import collections
import numpy as np
import torch
from torch import nn

torch.manual_seed(7)

class Model(nn.Module):
    def __init__(self, kind, tokens=13, emb=6, hid=5, layers=2, bias=True, both=False, proj=0, tied=False, dense=0):
        super().__init__()
        self.encoder = nn.Embedding(tokens, emb)
        extra = {'proj_size': proj} if proj else {}
        if kind.startswith('rnn'): extra['nonlinearity'] = kind[4:]
        self.rnn = getattr(nn, kind[:3].upper() if kind.startswith('rnn') else kind.upper())(
            emb, hid, layers, bias=bias, bidirectional=both, **extra)
        width = (proj or hid) * (2 if both else 1)
        if dense: self.fc1 = nn.Linear(width, dense)
        self.decoder = nn.Linear(dense or width, tokens, bias=bias)
        self.dense = dense
        if tied: self.decoder.weight = self.encoder.weight
    def forward(self, ids):
        x = self.rnn(self.encoder(ids))[0]
        if self.dense: x = torch.relu(self.fc1(x))
        return self.decoder(x)

class Awd(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Embedding(13, 6)
        self.rnns = nn.ModuleList([nn.LSTM(6, 9), nn.LSTM(9, 6)])
        self.decoder = nn.Linear(6, 13)
        self.decoder.weight = self.encoder.weight
    def forward(self, ids):
        x = self.encoder(ids)
        for rnn in self.rnns: x = rnn(x)[0]
        return self.decoder(x)

ids = torch.randint(0, 13, (20, 1))

def write(name, model, half=None):
    if half: model = model.to(half).float()
    with torch.no_grad(): logits = model(ids)[:, 0]
    np.savez(name + '.npz', ids=ids[:, 0].numpy(), logits=logits.numpy())
    state = model.state_dict()
    if half: state = collections.OrderedDict((k, v.to(half)) for k, v in state.items())
    torch.save(state, name + '.zip.pt')
    torch.save(state, name + '.legacy.pt', _use_new_zipfile_serialization=False)
    torch.save({'epoch': 3, 'args': {'lr': 0.1}, 'model': {'net': state}, 'best': [1.0]}, name + '.nested.pt')
    torch.save([model, None], name + '.module.pt')
    torch.save(collections.OrderedDict(('module.' + k, v) for k, v in state.items()), name + '.parallel.pt')
    torch.jit.trace(model, ids).save(name + '.script.pt')

for kind in ('rnn_tanh', 'lstm', 'gru'):
    write(kind, Model(kind))
    write(kind + '-bidirectional', Model(kind, both=True))
    write(kind + '-no-bias', Model(kind, bias=False))
write('lstm-projected', Model('lstm', proj=3))
write('lstm-projected-both', Model('lstm', proj=3, both=True))
write('lstm-tied', Model('lstm', emb=5, tied=True))
write('gru-dense', Model('gru', dense=4))
write('gru-half', Model('gru'), torch.float16)
write('lstm-bfloat16', Model('lstm'), torch.bfloat16)
write('gru-double', Model('gru').double().float(), torch.float64)

awd = Awd()
with torch.no_grad(): logits = awd(ids)[:, 0]
np.savez('awd.npz', ids=ids[:, 0].numpy(), logits=logits.numpy())
state = collections.OrderedDict()
for k, v in awd.state_dict().items():
    if k.startswith('rnns.'): k = k[:7] + 'module.' + k[7:]
    if 'weight_hh' in k:
        state[k + '_raw'] = v
        v = v * 0.5
    state[k] = v
torch.save(state, 'awd.zip.pt')
)";

const checkpoint::Array& named(const checkpoint::Checkpoint& file, std::string_view name) {
  for (const auto& array : file.arrays)
    if (array.name == name) return array.array;
  FAIL("no array " << name);
  return file.arrays.front().array;
}

}  // namespace

TEST_CASE("models that PyTorch wrote in every container compute what PyTorch computes") {
  if (!hasPython("torch")) {
    WARN("skipped: python3-torch is absent");
    return;
  }
  const TemporaryFolder folder;
  REQUIRE(runPython(folder, script));
  std::map<std::string, int> containers;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().extension() != ".pt") continue;
    const std::string file = entry.path().filename().string(), name = file.substr(0, file.find('.'));
    CAPTURE(file);
    const auto expected = checkpoint::readCheckpoint(folder / (name + ".npz"));
    const auto weights = checkpoint::readCheckpoint(entry.path());
    const model::Network network = buildNetwork(weights.arrays, model::inferArchitecture(weights));
    std::vector<WordId> ids;
    for (std::int64_t id : named(expected, "ids").toIntegers())
      ids.push_back(WordId{static_cast<std::int32_t>(id)});
    const std::vector<float> logits = named(expected, "logits").toFloats();
    CHECK(relativeError(trace(network, ids, zeroState(network)).logits,
                        viewOf(logits.data(), 20, 13).cast<double>()) < 2e-5);
    ++containers[file.substr(file.find('.') + 1)];
  }
  CHECK(containers.size() == 6);
  CHECK(containers["zip.pt"] == 17);
  CHECK(containers["script.pt"] == 16);
}
