#pragma once

#include "pickle_value.h"

#include <optional>
#include <string_view>

namespace rnnvis::checkpoint {

// The arguments of opcodes that stand for a value, most of them the texts of protocol 0. Nothing is returned
// where the argument is malformed.

/// INT: decimal, or "00" and "01" for the truth values.
std::optional<Value> integerOrBoolean(std::string_view text);
/// LONG: decimal with an optional L at its end.
std::optional<Value> decimalInteger(std::string_view text);
/// LONG1, LONG4: little-endian two's complement; no bytes make 0.
Value twosComplement(std::string_view bytes);
/// FLOAT: as Python's repr writes it, nan and inf included.
std::optional<Value> decimalFloat(std::string_view text);
/// STRING: Python's repr of a byte string, quotes and escapes included.
std::optional<Value> quotedString(std::string_view text);
/// UNICODE: Latin-1 with \uXXXX and \UXXXXXXXX.
std::optional<Value> rawUnicodeEscape(std::string_view text);

}  // namespace rnnvis::checkpoint
