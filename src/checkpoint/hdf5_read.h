#pragma once

#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/checkpoint.h"

namespace rnnvis::checkpoint {

/// The arrays and Keras' metadata of an HDF5 file that is open, read by another process. Its container is
/// "Keras HDF5", or "HDF5" where nothing in it is of Keras. Throws Error without naming the file.
Checkpoint readHdf5(const FileDescriptor& file);

/// The same for a file by its path.
Checkpoint readHdf5(const std::filesystem::path& path);

}  // namespace rnnvis::checkpoint
