#include "rnnvis/checkpoint/checkpoint.h"

#include "guard.h"
#include "hdf5_read.h"
#include "keras_archive.h"
#include "npy.h"
#include "npz_read.h"
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
  const auto guardedArrays = [&](const std::string& container, auto&& read) {
    return Checkpoint{container, guarded(path, container, read), {}, {}};
  };
  switch (recognise(file.bytes())) {
    case Container::torchZip:
      return guardedArrays("PyTorch zip", [&] { return readTorchZip(file.bytes()); });
    case Container::kerasArchive:
      return guarded(path, "Keras archive", [&] { return readKerasArchive(file.bytes()); });
    case Container::npz:
      return guardedArrays("numpy archive", [&] { return readNpz(file.bytes()); });
    case Container::npy:
      return guardedArrays("numpy array", [&] { return readSingleArray(file); });
    case Container::hdf5:
      return guarded(path, "HDF5", [&] { return readHdf5(path); });
    case Container::safetensors: {
      Safetensors read = readSafetensors(path);
      return {"safetensors", std::move(read.arrays), std::move(read.metadata), {}};
    }
    case Container::unsupported:
      break;
  }
  fail("{} {}", path.string(), explainUnsupported(file.bytes()));
}

}  // namespace rnnvis::checkpoint
