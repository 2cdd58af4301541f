#pragma once

#include <filesystem>

namespace rnnvis::checkpoint {

/// The program that reads HDF5: beside the running one, in ../libexec/rnnvis/, or where it was built. Throws
/// Error naming the places where it is in none.
std::filesystem::path hdf5Helper();

}  // namespace rnnvis::checkpoint
