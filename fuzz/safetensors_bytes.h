#pragma once

#include "pickle_bytes.h"

#include <string>
#include <string_view>

namespace rnnvis::fuzz {

/// A safetensors file whose announced length is the header's.
inline std::string safetensorsOf(std::string_view header, std::string_view data) {
  return test::pickle::littleEndian(header.size(), 8) + std::string(header) + std::string(data);
}

}  // namespace rnnvis::fuzz
