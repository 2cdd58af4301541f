#pragma once

#include <optional>
#include <string>
#include <utility>

namespace rnnvis::compare {

/// What belongs to side A, which the other one is compared with.
template <class Value>
struct Baseline {
  Value value{};

  const Value& operator*() const { return value; }
  const Value* operator->() const { return &value; }
  friend bool operator==(const Baseline&, const Baseline&) = default;
};

/// What belongs to side B. Another type than Baseline, so that sides cannot be swapped by mistake.
template <class Value>
struct Comparison {
  Value value{};

  const Value& operator*() const { return value; }
  const Value* operator->() const { return &value; }
  friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// The same of both sides.
template <class Value>
struct Sides {
  Baseline<Value> a;
  Comparison<Value> b;

  friend bool operator==(const Sides&, const Sides&) = default;
};

/// `of(value)` of either side.
template <class Value, class Function>
auto ofEach(const Sides<Value>& sides, const Function& of) -> Sides<decltype(of(*sides.a))> {
  return {{of(*sides.a)}, {of(*sides.b)}};
}

/// A result that two sides may not have in common.
template <class Value>
struct Attempt {
  std::optional<Value> result;
  std::string problem;  ///< Why it is absent: one line for people.

  explicit operator bool() const { return result.has_value(); }
  const Value& operator*() const { return *result; }
  const Value* operator->() const { return &*result; }
};

}  // namespace rnnvis::compare
