#pragma once

#include "rnnvis/base/file.h"

#include <chrono>
#include <filesystem>

namespace rnnvis::checkpoint {

/// A memory file with these contents. Throws Error where the system has none left.
FileDescriptor memoryFile(std::span<const std::byte> contents);

/// What the program `helper` (rnnvis-read-hdf5) makes of the HDF5 file that is open at `file`: a safetensors
/// container, to be read as one from a stranger. It gets no other descriptor, no environment and no more time
/// than `limit`; nothing of it is left when this returns. Throws Error for the file's faults, for a program
/// that is missing, crashes or does not end, without naming the file.
MappedFile runHdf5Reader(const std::filesystem::path& helper, const FileDescriptor& file,
                         std::chrono::milliseconds limit);

}  // namespace rnnvis::checkpoint
