#pragma once

#include "pickle_value.h"

#include <cstddef>
#include <deque>
#include <span>

namespace rnnvis::checkpoint {

/// A pickle read as data: the tree (or graph) of its values. Movable; pointers to values stay valid.
class Pickle {
 public:
  Pickle(std::deque<Value> values, const Value* root, std::size_t byteCount)
      : m_values(std::move(values)), m_root(root), m_byteCount(byteCount) {}

  const Value& root() const { return *m_root; }
  /// All values, in the order of their making.
  const std::deque<Value>& values() const { return m_values; }
  /// Bytes up to and with the STOP that ended it; another pickle may follow.
  std::size_t byteCount() const { return m_byteCount; }

 private:
  std::deque<Value> m_values;
  const Value* m_root;
  std::size_t m_byteCount;
};

/// Interprets the pickle (protocols 0–5) at the start of `bytes` without making any of its calls: classes and
/// functions become names, what they would make becomes an inert Object. Time and memory are linear in the
/// number of bytes read (less than 100 bytes a byte, at worst, for a pickle of nothing but small containers).
/// Throws Error "byte N: …" for a truncated, damaged or oversized pickle and for what needs Python itself
/// (extension codes, out-of-band buffers).
Pickle unpickle(std::span<const std::byte> bytes);

}  // namespace rnnvis::checkpoint
