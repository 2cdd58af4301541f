#pragma once

#include <string>
#include <string_view>

namespace rnnvis::checkpoint {

/// A name out of a file for a message of one line: in quotes, control characters escaped, invalid UTF-8
/// replaced, cut where it is long.
std::string inQuotes(std::string_view name);

/// Whether a name can be shown and written again.
bool isUtf8(std::string_view text);

}  // namespace rnnvis::checkpoint
