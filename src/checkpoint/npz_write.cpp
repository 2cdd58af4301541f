#include "rnnvis/checkpoint/npz.h"

#include "guard.h"
#include "npy_header.h"
#include "output_array.h"
#include "zip_write.h"

#include "rnnvis/base/file.h"

namespace rnnvis::checkpoint {
namespace {

std::string npyOf(const OutputArray& array) {
  std::string npy = formatNpyHeader(array.type, array.shape);
  npy.append(reinterpret_cast<const char*>(array.bytes.data()), array.bytes.size());
  return npy;
}

std::string archiveOf(std::span<const OutputArray> arrays) {
  if (arrays.empty()) fail("there are no arrays to write");
  checkOutput(arrays, {});
  std::vector<ZipContents> files;
  for (const OutputArray& array : arrays) files.push_back({array.name + ".npy", npyOf(array)});
  return zipOf(files);
}

}  // namespace

void writeNpz(const std::filesystem::path& path, std::span<const OutputArray> arrays) {
  const std::string bytes = guarded(path, "numpy archive", [&] { return archiveOf(arrays); });
  writeFileAtomically(path, [&](std::ostream& stream) {
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

}  // namespace rnnvis::checkpoint
