#include "rnnvis/checkpoint/checkpoint.h"

#include "guard.h"
#include "onnx.h"
#include "pickle_checkpoint.h"
#include "recognise.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "torch_zip.h"

namespace rnnvis::checkpoint {

Checkpoint readCheckpoint(const std::filesystem::path& path) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  switch (recognise(bytes)) {
    case Container::zip:
      return guarded(path, "PyTorch zip", [&] { return readTorchZip(bytes, file.owner()); });
    case Container::torchLegacy:
      return guarded(path, "PyTorch legacy", [&] { return readTorchLegacy(bytes, file.owner()); });
    case Container::pickle:
      return guarded(path, "Python pickle", [&] { return readPlainPickle(bytes); });
    case Container::safetensors:
      return {"safetensors", readSafetensors(path).arrays, {}, {}};
    case Container::onnx:
      return guarded(path, "ONNX", [&] { return readOnnx(file); });
    case Container::unsupported:
      break;
  }
  fail("{} {}", path.string(), explainUnsupported(bytes));
}

bool mayHoldTokenTables(const std::filesystem::path& path) {
  const MappedFile file(path);
  const Container container = recognise(file.bytes());
  return container == Container::zip || container == Container::torchLegacy || container == Container::pickle;
}

std::vector<TokenTable> readTokenTables(const std::filesystem::path& path) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  const auto some = [](std::vector<TokenTable> tables) {
    if (tables.empty())
      fail("it holds no vocabulary; save a dictionary token → index or a list of the tokens in order");
    return tables;
  };
  switch (recognise(bytes)) {
    case Container::zip:
      return guarded(path, "PyTorch zip", [&] { return some(tablesInTorchZip(bytes)); });
    case Container::torchLegacy:
      return guarded(path, "PyTorch legacy", [&] { return some(tablesInTorchLegacy(bytes)); });
    case Container::pickle:
      return guarded(path, "Python pickle", [&] { return some(tablesInPlainPickle(bytes)); });
    default:
      fail("{} is neither a Python pickle nor what torch.save wrote; name a file that holds a vocabulary",
           path.string());
  }
}

}  // namespace rnnvis::checkpoint
