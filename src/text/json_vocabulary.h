#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// Whether `text` begins with { and ends with }, white space aside: whether it is worth parsing as JSON.
bool mayBeJsonObject(std::string_view text);

/// The tokens in index order of a JSON object, token → index or index → token; an index without a token is
/// "". Nothing where `text` is no JSON object but a list of tokens that looks like one. Throws Error naming
/// `name` and the key for what readVocabulary() refuses, and the line for an object that is damaged. `text`
/// must be valid UTF-8.
std::optional<std::vector<std::string>> parseJsonVocabulary(std::string_view text, std::string_view name,
                                                            std::size_t maximumSize);

}  // namespace rnnvis::text
