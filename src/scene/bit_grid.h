#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace rnnvis::scene {

/// Pixels that are taken, 64 to a word. Whatever is asked about pixels outside: they are free.
class BitGrid {
 public:
  BitGrid(int width, int height);

  int width() const { return m_width; }
  int height() const { return m_height; }

  /// Takes [left, right) of a row.
  void set(int row, int left, int right);
  /// Takes what another grid of this width has taken of a row. Both rows must be inside.
  void add(int row, const BitGrid& other, int otherRow);
  /// The first taken pixel in [left, right) of a row, or −1.
  int first(int row, int left, int right) const;
  /// The last one, or −1.
  int last(int row, int left, int right) const;
  /// The first free pixel of a row from `left` on, at most width().
  int firstFree(int row, int left) const;

 private:
  std::uint64_t* rowAt(int row) { return m_words.data() + static_cast<std::size_t>(row) * m_stride; }
  const std::uint64_t* rowAt(int row) const {
    return m_words.data() + static_cast<std::size_t>(row) * m_stride;
  }
  /// Whether anything of [left, right) of a row, cut to what is inside, is left.
  bool clip(int row, int& left, int& right) const {
    left = left < 0 ? 0 : left;
    right = right > m_width ? m_width : right;
    return row >= 0 && row < m_height && left < right;
  }

  int m_width, m_height;
  std::size_t m_stride;
  std::vector<std::uint64_t> m_words;
};

}  // namespace rnnvis::scene
