#pragma once

#include "budget.h"
#include "pickle_value.h"
#include "rnnvis/checkpoint/array.h"

#include <optional>

namespace rnnvis::checkpoint {

/// The numpy array or number (an array without dimensions) that unpickling `value` would make, in row-major
/// order; nothing where it is none. The elements are copied, which `budget` is charged for. Throws Error for
/// a damaged one, Unsupported for text, objects, structures, complex and unsigned numbers of several bytes.
std::optional<Array> numpyArray(const Value& value, Budget& budget);

}  // namespace rnnvis::checkpoint
