#include "bit_grid.h"

#include <algorithm>
#include <bit>

namespace rnnvis::scene {
namespace {

constexpr int bits = 64;

/// The bits from `left`, counted from the first of its word, on.
std::uint64_t from(int left) {
  return ~std::uint64_t{0} << (left % bits);
}
/// The bits before `right`, which lies in the word or just after it.
std::uint64_t before(int right) {
  return ~std::uint64_t{0} >> ((bits - right % bits) % bits);
}

}  // namespace

BitGrid::BitGrid(int width, int height)
    : m_width(std::max(0, width)),
      m_height(std::max(0, height)),
      m_stride(static_cast<std::size_t>((m_width + bits - 1) / bits)),
      m_words(m_stride * static_cast<std::size_t>(m_height)) {}

void BitGrid::set(int row, int left, int right) {
  if (!clip(row, left, right)) return;
  std::uint64_t* words = rowAt(row);
  const int begin = left / bits, end = (right - 1) / bits;
  for (int i = begin; i <= end; ++i)
    words[i] |=
        (i == begin ? from(left) : ~std::uint64_t{0}) & (i == end ? before(right) : ~std::uint64_t{0});
}

void BitGrid::add(int row, const BitGrid& other, int otherRow) {
  std::uint64_t* words = rowAt(row);
  const std::uint64_t* others = other.rowAt(otherRow);
  for (std::size_t i = 0; i < m_stride; ++i) words[i] |= others[i];
}

int BitGrid::first(int row, int left, int right) const {
  if (!clip(row, left, right)) return -1;
  const std::uint64_t* words = rowAt(row);
  const int end = (right - 1) / bits;
  std::uint64_t mask = from(left);
  for (int i = left / bits; i < end; ++i, mask = ~std::uint64_t{0})
    if (const std::uint64_t taken = words[i] & mask) return i * bits + std::countr_zero(taken);
  const std::uint64_t taken = words[end] & mask & before(right);
  return taken ? end * bits + std::countr_zero(taken) : -1;
}

int BitGrid::last(int row, int left, int right) const {
  if (!clip(row, left, right)) return -1;
  const std::uint64_t* words = rowAt(row);
  const int begin = left / bits;
  std::uint64_t mask = before(right);
  for (int i = (right - 1) / bits; i > begin; --i, mask = ~std::uint64_t{0})
    if (const std::uint64_t taken = words[i] & mask) return i * bits + bits - 1 - std::countl_zero(taken);
  const std::uint64_t taken = words[begin] & mask & from(left);
  return taken ? begin * bits + bits - 1 - std::countl_zero(taken) : -1;
}

int BitGrid::firstFree(int row, int left) const {
  int right = m_width;
  if (!clip(row, left, right)) return left;
  const std::uint64_t* words = rowAt(row);
  std::uint64_t mask = from(left);
  for (int i = left / bits; i < static_cast<int>(m_stride); ++i, mask = ~std::uint64_t{0})
    if (const std::uint64_t free = ~words[i] & mask)
      return std::min(m_width, i * bits + std::countr_zero(free));
  return m_width;
}

}  // namespace rnnvis::scene
