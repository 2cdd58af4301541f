#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// What some editors begin a file with.
inline constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

/// Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates and values above U+10FFFF are
/// not).
std::optional<std::size_t> findInvalidUtf8(std::string_view text);

/// Throws Error "NAME: line L, byte B: …" (both from 1, the byte counted within the line) where `text` is not
/// valid UTF-8.
void requireUtf8(std::string_view text, std::string_view name);

/// The Unicode scalar values of valid UTF-8, each as the bytes that encode it.
std::vector<std::string_view> splitScalars(std::string_view text);

/// Lower case of each scalar value by Unicode's simple mapping.
std::string lowerCase(std::string_view text);

}  // namespace rnnvis::text
