#pragma once

#include "rnnvis/base/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// What libFuzzer calls with every input; each target defines it for one reader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace rnnvis::fuzz {

/// Well-formed inputs of a target, from which mutation starts; each target defines them.
std::vector<std::string> seeds();

inline std::span<const std::byte> asBytes(std::string_view text) {
  return std::as_bytes(std::span(text));
}

/// Runs a reader, from which nothing but an Error may come: everything else ends the program.
template <class Read>
void refusalsOnly(Read&& read) noexcept {
  try {
    read();
  } catch (const Error&) {
  }
}

/// A file without a folder, for readers that take a path. Writing it anew needs that nothing maps it.
class MemoryFile {
 public:
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  /// Replaces the contents and returns the path.
  const std::filesystem::path& write(std::string_view contents);

 private:
  int m_descriptor;
  std::filesystem::path m_path;
};

/// The whole input as text.
inline std::string_view textOf(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes the first byte, by which targets choose; 0 of an empty input.
inline unsigned takeByte(std::string_view& input) {
  if (input.empty()) return 0;
  const auto byte = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  return byte;
}

/// Takes the first line without its newline; everything where there is none.
inline std::string_view takeLine(std::string_view& input) {
  const std::string_view line = input.substr(0, input.find('\n'));
  input.remove_prefix(line.size() < input.size() ? line.size() + 1 : line.size());
  return line;
}

}  // namespace rnnvis::fuzz
