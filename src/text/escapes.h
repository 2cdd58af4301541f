#pragma once

#include <string>
#include <string_view>

namespace rnnvis::text {

/// A token as a line of a vocabulary file: \n \t \r \xHH for control characters and the no-break space, \x20
/// for a space at either end (editors strip those), \\ for a backslash that would otherwise start an escape.
/// unescape(escape(token)) == token for every valid UTF-8. Never contains a line end.
std::string escape(std::string_view token);

/// The token of such a line. A backslash that starts no escape stands for itself.
std::string unescape(std::string_view line);

/// A token for a message: escaped, in double quotes, cut short where it is long.
std::string quote(std::string_view token);

}  // namespace rnnvis::text
