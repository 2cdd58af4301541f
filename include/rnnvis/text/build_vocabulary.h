#pragma once

#include "rnnvis/text/tokenizer.h"
#include "rnnvis/text/vocabulary.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace rnnvis::text {

/// Python's string.printable, 100 characters: digits, letters (lower case first), punctuation, white space.
Vocabulary printableVocabulary();

/// The vocabulary that a program makes of its training texts, read in the given order as one: their tokens,
/// and at each line's end the end-of-line token where `settings` name one (at character level the character
/// "\n" where they do not). `special` tokens come first, in their order; of the others, at most `limit` − as
/// many; 0: all. Linear in the files' size, but for sorting. Throws Error naming file and line for invalid
/// UTF-8, for files that cannot be read, and where there is no token.
Vocabulary vocabularyOfTexts(std::span<const std::filesystem::path> paths, const TextSettings& settings,
                             TokenOrder order, std::span<const std::string> special = {},
                             std::size_t limit = 0);

/// The same of one text in memory, valid UTF-8, without tokens that occur less than `minimumCount` times,
/// special ones aside. `name` is what errors name.
Vocabulary vocabularyOfText(std::string_view text, std::string_view name, const TextSettings& settings,
                            TokenOrder order, std::span<const std::string> special = {},
                            std::size_t limit = 0, std::size_t minimumCount = 1);

}  // namespace rnnvis::text
