#pragma once

#include "rnnvis/compare/subject.h"

#include <cstdint>
#include <string>
#include <vector>

namespace rnnvis::compare {

/// A word that both sides know, and where each has it.
struct SharedWord {
  Baseline<WordId> a;
  Comparison<WordId> b;
};

/// Why a clustered word of one side is not compared.
enum class LeftOut {
  unknown,  ///< The other model's vocabulary lacks it.
  rare      ///< It occurs too seldom in the other side's text.
};
struct LeftOutWord {
  WordId word;
  LeftOut reason = LeftOut::unknown;
};

/// The words that are compared.
struct SharedWords {
  /// Those of A's clustering in its order, then those of B's alone in its order; without the words left out.
  std::vector<SharedWord> words;
  Sides<std::vector<LeftOutWord>> leftOut;  ///< Of the clustered words of a side.
  std::string problem;                      ///< Why no word is compared; else empty.
};

/// A word is the same in both where it is spelt the same; unknown, end-of-line and padding tokens are the
/// same whatever they are called. A word is compared where either side has clustered it and both have met it
/// at least `minimumCount` times. Words and characters are never the same.
SharedWords sharedWords(const Subjects& subjects, std::int64_t minimumCount);

/// The word of B that a word of A is, and the other way round; nothing where the other vocabulary lacks it or
/// one reads words and the other characters. For what is linked across the sides.
std::optional<Comparison<WordId>> partnerOf(const Subjects& subjects, Baseline<WordId> word);
std::optional<Baseline<WordId>> partnerOf(const Subjects& subjects, Comparison<WordId> word);

}  // namespace rnnvis::compare
