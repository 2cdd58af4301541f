#include "rnnvis/checkpoint/checkpoint.h"

#include "guard.h"
#include "hdf5_read.h"
#include "keras_archive.h"
#include "npy.h"
#include "npz_read.h"
#include "onnx.h"
#include "pickle_checkpoint.h"
#include "recognise.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "torch_zip.h"

namespace rnnvis::checkpoint {
namespace {

NamedArrays readSingleArray(const MappedFile& file) {
  Budget budget(file.bytes().size());
  const auto array = readNpy(file.bytes(), file.owner(), budget);
  if (!array) fail("it holds text instead of numbers; is it the right file?");
  return {{"array", *array}};
}

}  // namespace

Checkpoint readCheckpoint(const std::filesystem::path& path) {
  const MappedFile file(path);
  const auto bytes = file.bytes();
  const auto guardedArrays = [&](const std::string& container, auto&& read) {
    return Checkpoint{container, guarded(path, container, read), {}, {}};
  };
  switch (recognise(bytes)) {
    case Container::torchZip:
      return guarded(path, "PyTorch zip", [&] { return readTorchZip(bytes, file.owner()); });
    case Container::torchLegacy:
      return guarded(path, "PyTorch legacy", [&] { return readTorchLegacy(bytes, file.owner()); });
    case Container::pickle:
      return guarded(path, "Python pickle", [&] { return readPlainPickle(bytes); });
    case Container::kerasArchive:
      return guarded(path, "Keras archive", [&] { return readKerasArchive(bytes); });
    case Container::npz:
      return guardedArrays("numpy archive", [&] { return readNpz(bytes, file.owner()); });
    case Container::npy:
      return guardedArrays("numpy array", [&] { return readSingleArray(file); });
    case Container::hdf5:
      return guarded(path, "HDF5", [&] { return readHdf5(path); });
    case Container::onnx:
      return guarded(path, "ONNX", [&] { return readOnnx(file); });
    case Container::safetensors: {
      Safetensors read = readSafetensors(path);
      return {"safetensors", std::move(read.arrays), std::move(read.metadata), {}};
    }
    case Container::unsupported:
      break;
  }
  fail("{} {}", path.string(), explainUnsupported(bytes));
}

bool mayHoldTokenTables(const std::filesystem::path& path) {
  const MappedFile file(path);
  const Container container = recognise(file.bytes());
  return container == Container::torchZip || container == Container::torchLegacy ||
         container == Container::pickle;
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
    case Container::torchZip:
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
