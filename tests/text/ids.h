#pragma once

#include "rnnvis/base/id.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rnnvis::test {

/// Ids as plain numbers, which compare with initializer lists and print themselves.
inline std::vector<std::int32_t> numbersOf(const std::vector<WordId>& ids) {
  std::vector<std::int32_t> numbers;
  for (const WordId id : ids) numbers.push_back(id.value);
  return numbers;
}

using Numbers = std::vector<std::int32_t>;
using Strings = std::vector<std::string>;

}  // namespace rnnvis::test
