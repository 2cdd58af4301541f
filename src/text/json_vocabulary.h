#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// Whether `text` begins and ends as a JSON object, list or string does, white space aside: whether it is
/// worth parsing as JSON.
bool mayBeJson(std::string_view text);

/// The tokens in index order of JSON in the forms that readVocabulary() documents; an index without a token
/// is
/// "". Nothing where `text` is no JSON but a list of tokens that looks like it. Throws Error naming `name`
/// and the key for what readVocabulary() refuses, and the line for JSON that is damaged. `text` must be valid
/// UTF-8.
std::optional<std::vector<std::string>> parseJsonVocabulary(std::string_view text, std::string_view name,
                                                            std::size_t maximumSize);

}  // namespace rnnvis::text
