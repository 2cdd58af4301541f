#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rnnvis::checkpoint {

/// What a pickle holds, as inert data. Values point to each other and may form cycles; the Pickle they belong
/// to owns them all.
struct Value;
using Values = std::vector<const Value*>;
using Entries = std::vector<std::pair<const Value*, const Value*>>;

struct None {};
/// An integer beyond int64.
struct BigInteger {};
struct Text {
  std::string text;  ///< A str; as Python's pickles have it, lone surrogates included.
};
struct Bytes {
  std::string bytes;
};
struct Tuple {
  Values items;
};
struct List {
  Values items;
};
struct Set {
  Values items;
};
struct Dict {
  Entries entries;  ///< In the order of writing.
};
/// A class or function, by name only: "torch._utils._rebuild_tensor_v2".
struct Global {
  std::string name;
};
/// A reference to something outside the pickle: PyTorch's storages.
struct Persistent {
  const Value* id;
};
/// What calling `callable` would make, then filled with items, entries and a state. The call is not made.
struct Object {
  const Value* callable;
  const Value* arguments;
  const Value* state = nullptr;  ///< Null where none was set.
  Values items;
  Entries entries;
};

struct Value {
  std::variant<None, bool, std::int64_t, double, BigInteger, Text, Bytes, Tuple, List, Set, Dict, Global,
               Persistent, std::unique_ptr<Object>>
      content;

  template <class Kind>
  const Kind* as() const {
    return std::get_if<Kind>(&content);
  }
  const Object* asObject() const {
    const auto* object = std::get_if<std::unique_ptr<Object>>(&content);
    return object ? object->get() : nullptr;
  }
  /// The items of a tuple or a list.
  const Values* asSequence() const {
    if (const auto* tuple = as<Tuple>()) return &tuple->items;
    if (const auto* list = as<List>()) return &list->items;
    return nullptr;
  }
};

}  // namespace rnnvis::checkpoint
