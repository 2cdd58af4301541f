#include "rnnvis/checkpoint/checkpoint.h"

#include "guard.h"
#include "recognise.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "torch_zip.h"

namespace rnnvis::checkpoint {

Checkpoint readCheckpoint(const std::filesystem::path& path) {
  const MappedFile file(path);
  switch (recognise(file.bytes())) {
    case Container::zip:
      return {"PyTorch zip", guarded(path, "PyTorch zip", [&] { return readTorchZip(file.bytes()); }), {}, {}};
    case Container::safetensors:
      return {"safetensors", readSafetensors(path).arrays, {}, {}};
    case Container::unsupported:
      break;
  }
  fail("{} {}", path.string(), explainUnsupported(file.bytes()));
}

}  // namespace rnnvis::checkpoint
