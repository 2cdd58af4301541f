#include "mutator.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace rnnvis::fuzz {
namespace {

using test::Random;

constexpr std::array<std::uint64_t, 16> kEdges{0,
                                               1,
                                               2,
                                               0x7f,
                                               0x80,
                                               0xff,
                                               0x7fff,
                                               0xffff,
                                               0x7fffffff,
                                               0x80000000,
                                               0xffffffff,
                                               0x100000000,
                                               0x7fffffffffffffff,
                                               1ull << 63,
                                               ~0ull,
                                               0x4000000000000001};

std::string_view pieceOf(std::string_view text, Random& random) {
  const std::size_t at = random.below(text.size() + 1);
  return text.substr(at, random.below(std::min<std::size_t>(text.size() - at, 64) + 1));
}

void insert(std::string& input, std::string_view piece, Random& random) {
  input.insert(random.below(input.size() + 1), piece);
}

void flipBit(std::string& input, Random& random) {
  char& byte = input[random.below(input.size())];
  byte = static_cast<char>(byte ^ (1 << random.below(8)));
}

void writeEdge(std::string& input, Random& random) {
  const std::uint64_t edge = kEdges[random.below(kEdges.size())];
  const std::size_t at = random.below(input.size());
  std::memcpy(input.data() + at, &edge, std::min(std::size_t{1} << random.below(4), input.size() - at));
}

/// Replaces a run of digits, which text formats have for integers.
void writeDecimal(std::string& input, Random& random) {
  const std::size_t at = input.find_first_of("0123456789", random.below(input.size()));
  if (at == std::string::npos) return;
  const std::size_t end = std::min(input.find_first_not_of("0123456789", at), input.size());
  input.replace(at, end - at, std::to_string(kEdges[random.below(kEdges.size())]));
}

void change(std::string& input, std::string_view other, Random& random) {
  const std::size_t kind = random.below(9);
  if (input.empty() || kind == 0)
    return insert(input, std::string(1, static_cast<char>(random.next())), random);
  if (kind == 1) return flipBit(input, random);
  if (kind == 2) input[random.below(input.size())] = static_cast<char>(random.next());
  if (kind == 3) return writeEdge(input, random);
  if (kind == 4) return writeDecimal(input, random);
  if (kind == 5) return insert(input, std::string(pieceOf(input, random)), random);
  if (kind == 6) return insert(input, pieceOf(other, random), random);
  if (kind == 7) input.erase(random.below(input.size()), 1 + random.below(16));
  if (kind == 8) input.resize(random.below(8) == 0 ? random.below(input.size() + 1) : input.size() - 1);
}

}  // namespace

std::string mutationOf(std::span<const std::string> seeds, Random& random, std::size_t largest) {
  std::string input = seeds[random.below(seeds.size())];
  const std::string& other = seeds[random.below(seeds.size())];
  for (std::size_t changes = 1 + random.below(8); changes > 0; --changes) change(input, other, random);
  input.resize(std::min(input.size(), largest));
  return input;
}

}  // namespace rnnvis::fuzz
