#pragma once

#include "paths.h"

#include <catch2/catch.hpp>

#include <filesystem>

/// Leaves the running test case, saying so, where the reference material beside the repository lacks `path`.
#define REQUIRE_REFERENCE(path)                                                    \
  do {                                                                             \
    if (!std::filesystem::exists(rnnvis::test::reference(path))) {                 \
      WARN("skipped: " << rnnvis::test::reference(path).string() << " is absent"); \
      return;                                                                      \
    }                                                                              \
  } while (false)

namespace rnnvis::test {

/// A file or folder of the reference material: "golden/cells".
inline std::filesystem::path reference(const std::filesystem::path& path) {
  return referenceFolder() / path;
}

}  // namespace rnnvis::test
