#include "word_packing.h"

#include "bit_grid.h"
#include "word_shape.h"

#include <cmath>

namespace rnnvis::scene {
namespace {

struct Place {
  int x = 0, y = 0;
};

/// Where a word may stand, ink inside the box.
struct Range {
  int left, top, right, bottom;  // Inclusive.
  bool isEmpty() const { return left > right || top > bottom; }
};

class Packer {
 public:
  explicit Packer(Size box)
      : m_box(box), m_taken(static_cast<int>(box.width), static_cast<int>(box.height)) {}

  std::optional<PackedWord> pack(const WordToPack& word) {
    const WordShape shape = shapeAt(*word.shape, word.pixels);
    if (isTooLarge(shape)) return std::nullopt;
    const auto place = nearestFree(shape, word.target);
    if (!place) {
      m_refused.push_back(
          {static_cast<double>(shape.right - shape.left), static_cast<double>(shape.bottom - shape.top)});
      return std::nullopt;
    }
    for (const InkSpan& span : shape.ink)
      m_taken.set(span.row + place->y, span.left + place->x, span.right + place->x);
    const auto [x, y] = *place;
    return PackedWord{Point{double(x), double(y)},
                      Rect{double(x + shape.left), double(y + shape.top), double(shape.right - shape.left),
                           double(shape.bottom - shape.top)}};
  }

 private:
  /// Whether a word that is no larger has found no place: room only becomes scarcer.
  bool isTooLarge(const WordShape& shape) const {
    return std::any_of(m_refused.begin(), m_refused.end(), [&](const Size& refused) {
      return shape.right - shape.left >= refused.width && shape.bottom - shape.top >= refused.height;
    });
  }

  std::optional<Place> nearestFree(const WordShape& shape, Point target) const {
    const Range range{-shape.left, -shape.top, m_taken.width() - shape.right,
                      m_taken.height() - shape.bottom};
    if (range.isEmpty()) return std::nullopt;
    const auto coordinate = [](double at, int from, int to, int low, int high) {
      return std::clamp(static_cast<int>(std::lround(at - (from + to) / 2.0)), low, high);
    };
    const Place wanted{coordinate(target.x * m_box.width, shape.left, shape.right, range.left, range.right),
                       coordinate(target.y * m_box.height, shape.top, shape.bottom, range.top, range.bottom)};
    std::optional<Place> best;
    double least = 4;  // Squared, in sizes of the box: more than any distance within it.
    const int rows = std::max(wanted.y - range.top, range.bottom - wanted.y);
    for (int away = 0; away <= rows; ++away) {
      const double vertical = square(away / m_box.height);
      if (vertical >= least) break;
      for (const int y : {wanted.y + away, wanted.y - away}) {
        if (y < range.top || y > range.bottom) continue;
        const int reach = static_cast<int>(m_box.width * std::sqrt(least - vertical));
        const auto x = nearestInRow(shape, {wanted.x, y}, std::max(range.left, wanted.x - reach),
                                    std::min(range.right, wanted.x + reach));
        if (!x) continue;
        const double distance = vertical + square((*x - wanted.x) / m_box.width);
        if (distance >= least) continue;
        least = distance;
        best = Place{*x, y};
      }
    }
    return best;
  }

  /// The free x in [low, high] that is nearest to `wanted`.
  std::optional<int> nearestInRow(const WordShape& shape, Place wanted, int low, int high) const {
    const int right = freeToTheRight(shape, wanted, high);
    if (right == wanted.x) return right;
    const int nearer = right <= high ? std::max(low, 2 * wanted.x - right) : low;
    const int left = freeToTheLeft(shape, wanted, nearer);
    if (left >= nearer) return left;
    return right <= high ? std::optional(right) : std::nullopt;
  }

  /// The first free x from `place` on, or one greater than `high`.
  int freeToTheRight(const WordShape& shape, Place place, int high) const {
    return slide(shape, place, place.x, high, [this](const InkSpan& span, Place at) {
      const int taken = m_taken.last(at.y + span.row, at.x + span.left, at.x + span.right);
      return taken < 0 ? at.x : taken - span.left + 1;
    });
  }

  /// Likewise to the left: less than `low` where nothing is free.
  int freeToTheLeft(const WordShape& shape, Place place, int low) const {
    return slide(shape, place, low, place.x, [this](const InkSpan& span, Place at) {
      const int taken = m_taken.first(at.y + span.row, at.x + span.left, at.x + span.right);
      return taken < 0 ? at.x : taken - span.right;
    });
  }

  /// Moves `place` within [low, high], or just out of it, until every span is clear. A taken pixel under a
  /// span rules out every x until the span has passed it: `clearOf` gives that x, or the present one if none
  /// is taken.
  template <class ClearOf>
  static int slide(const WordShape& shape, Place place, int low, int high, const ClearOf& clearOf) {
    const std::size_t spans = shape.claim.size();
    for (std::size_t i = 0, clear = 0; clear < spans && low <= place.x && place.x <= high;) {
      const int x = clearOf(shape.claim[i], place);
      if (x == place.x) {
        ++clear;
        i = i + 1 < spans ? i + 1 : 0;
        continue;
      }
      place.x = x;
      clear = 0;
    }
    return place.x;
  }

  static double square(double value) { return value * value; }

  Size m_box;
  BitGrid m_taken;
  std::vector<Size> m_refused;
};

}  // namespace

std::vector<std::optional<PackedWord>> packWords(const std::vector<WordToPack>& words, Size box,
                                                 WhenFull whenFull) {
  Packer packer(box);
  std::vector<std::optional<PackedWord>> packed(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) {
    packed[i] = packer.pack(words[i]);
    if (!packed[i] && whenFull == WhenFull::stop) break;
  }
  return packed;
}

}  // namespace rnnvis::scene
