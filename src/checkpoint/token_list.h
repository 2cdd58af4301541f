#pragma once

#include "budget.h"
#include "pickle_value.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::checkpoint {

using Tokens = std::vector<std::string>;

// What one value lists as tokens by index; nothing where it is no list of tokens.

/// {token: id, …} and {id: token, …}. Ids have to be distinct and nearly without gaps.
std::optional<Tokens> tokensById(const Entries& entries, bool idFirst, Budget& budget);
/// [token, …], at least two and distinct.
std::optional<Tokens> tokensInOrder(const Values& items, Budget& budget);
/// The characters of a string, at least two and distinct.
std::optional<Tokens> charactersOf(std::string_view text, Budget& budget);

}  // namespace rnnvis::checkpoint
