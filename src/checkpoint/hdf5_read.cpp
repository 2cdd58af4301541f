#include "hdf5_read.h"

#include "hdf5_child.h"
#include "hdf5_helper.h"
#include "rnnvis/base/error.h"
#include "safetensors_header.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>

namespace rnnvis::checkpoint {
namespace {

/// More than the slowest disk needs.
std::chrono::milliseconds timeFor(const FileDescriptor& file) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail("it cannot be opened again; check its permissions");
  constexpr std::int64_t bytesPerMillisecond = 4000;
  return std::chrono::seconds(30) + std::chrono::milliseconds(status.st_size / bytesPerMillisecond);
}

/// Keras 3 leaves no attribute in a file of weights, but numbers the variables of each layer.
bool isOfKeras(const Checkpoint& checkpoint) {
  return !checkpoint.metadata.empty() || std::ranges::any_of(checkpoint.arrays, [](const NamedArray& array) {
    return array.name.find("/vars/") != std::string::npos;
  });
}

}  // namespace

Checkpoint readHdf5(const FileDescriptor& file) {
  const MappedFile answer = runHdf5Reader(hdf5Helper(), file, timeFor(file));
  Safetensors read = parseSafetensors(answer.bytes(), answer.owner());
  if (read.arrays.empty()) fail("it holds no numeric arrays; is it the right file?");
  Checkpoint checkpoint{"HDF5", std::move(read.arrays), std::move(read.metadata), {}};
  if (isOfKeras(checkpoint)) checkpoint.container = "Keras HDF5";
  return checkpoint;
}

Checkpoint readHdf5(const std::filesystem::path& path) {
  return readHdf5(FileDescriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)));
}

}  // namespace rnnvis::checkpoint
