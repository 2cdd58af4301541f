#include "rnnvis/base/error.h"

#include <string_view>

namespace rnnvis {
namespace {

bool isControl(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// A name must neither break the line nor command a terminal.
std::string oneLine(std::string_view message) {
  std::string line;
  for (const char c : message)
    if (c == '\n')
      line += "\\n";
    else if (isControl(c))
      line += fmt::format("\\x{:02x}", c);
    else
      line += c;
  return line;
}

}  // namespace

Error::Error(const std::string& message) : std::runtime_error(oneLine(message)) {}

}  // namespace rnnvis
