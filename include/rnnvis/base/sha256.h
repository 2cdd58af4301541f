#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rnnvis {

/// SHA-256 (FIPS 180-4) of everything added, as 64 lower-case hexadecimal digits.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  Sha256& add(std::span<const std::byte> bytes);
  Sha256& add(std::string_view text);
  /// The digest of all bytes so far; starts anew.
  std::string hexDigest();

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace rnnvis
