#include "rnnvis/checkpoint/arrays_file.h"

#include "rnnvis/checkpoint/npz.h"

namespace rnnvis::checkpoint {

void writeArrays(const std::filesystem::path& path, std::span<const OutputArray> arrays,
                 const std::map<std::string, std::string>& metadata) {
  if (path.extension() == ".npz")
    writeNpz(path, arrays);
  else
    writeSafetensors(path, arrays, metadata);
}

}  // namespace rnnvis::checkpoint
