#include "describe.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rnnvis::checkpoint {

std::string inQuotes(std::string_view name) {
  constexpr std::size_t longest = 120;
  const std::string shown =
      name.size() > longest ? std::string(name.substr(0, longest)) + "..." : std::string(name);
  return nlohmann::json(shown).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

bool isUtf8(std::string_view text) {
  if (std::ranges::none_of(text, [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; }))
    return true;
  try {
    nlohmann::json(text).dump();
    return true;
  } catch (const nlohmann::json::type_error&) {
    return false;
  }
}

}  // namespace rnnvis::checkpoint
