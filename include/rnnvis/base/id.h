#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace rnnvis {

/// A zero-based index that cannot be mistaken for an index into something else.
template <class Tag>
struct Id {
  std::int32_t value = 0;

  /// The id as a subscript; value must not be negative.
  constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
  friend constexpr auto operator<=>(const Id&, const Id&) = default;
};

using WordId = Id<struct WordTag>;        ///< Row of the embedding, line of the vocabulary.
using UnitId = Id<struct UnitTag>;        ///< Hidden unit within its layer.
using LayerId = Id<struct LayerTag>;      ///< Recurrent layer, 0 next to the input.
using ClusterId = Id<struct ClusterTag>;  ///< Cluster of words or of units.

}  // namespace rnnvis

template <class Tag>
struct std::hash<rnnvis::Id<Tag>> {
  std::size_t operator()(const rnnvis::Id<Tag>& id) const noexcept {
    return std::hash<std::int32_t>{}(id.value);
  }
};
