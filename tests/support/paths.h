#pragma once

#include <filesystem>

namespace rnnvis::test {

/// The reference material beside the repository; may be absent.
std::filesystem::path referenceFolder();
/// The repository.
std::filesystem::path sourceFolder();

}  // namespace rnnvis::test
