#pragma once

#include <span>
#include <string>

namespace rnnvis::checkpoint {

struct ZipContents {
  std::string name, contents;
};

/// The bytes of a zip archive of these files, stored uncompressed in the given order. The same files make the
/// same bytes. Throws Error where it cannot be made.
std::string zipOf(std::span<const ZipContents> files);

}  // namespace rnnvis::checkpoint
