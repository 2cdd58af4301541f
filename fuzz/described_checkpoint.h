#pragma once

#include "rnnvis/checkpoint/checkpoint.h"

#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::fuzz {

/// A weights file as a text that a fuzzer can change, and the names that its owner gives.
struct DescribedCheckpoint {
  checkpoint::Checkpoint checkpoint;
  std::map<std::string, std::string> names;
};

/// By the first character of each line: '@key value' is metadata, '=part tensor' a name; '$name values' a
/// list of integers, '#name sizes' an array of the integers 0, 1, …, '!name sizes' of NaN, any other 'name
/// sizes' of small numbers. Arrays of more than 2^14 elements are left out. With a version of Keras the file
/// is Keras'.
DescribedCheckpoint describedCheckpoint(std::string_view text);

/// The same arrays as lines, to begin with.
std::string describe(const checkpoint::NamedArrays& arrays);

}  // namespace rnnvis::fuzz
