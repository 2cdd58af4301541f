#pragma once

#include "rnnvis/scene/analytic_state.h"
#include "rnnvis/scene/geometry.h"

#include <vector>

namespace rnnvis::scene {

/// How large chips are that share a column: the largest cells with which all of them fit, with titles and
/// summaries where those leave room for cells.
class ChipSizes {
 public:
  /// `units` of each chip.
  ChipSizes(std::vector<std::size_t> units, Size column, ChipLayout layout);

  double gap() const;  ///< Between what belongs to one chip and to the next.
  double leastGap() const { return m_room.gap; }
  double above() const {
    return m_room.above;
  }  ///< What stands above a frame; 0: the title stands in it, in its strip.
  double strip() const { return m_room.strip; }
  bool hasSummaries() const { return m_room.hasSummary; }
  double cell() const { return m_cell; }

  Size frame(std::size_t chip) const;
  /// Of a chip's cell, from the upper left corner of the frame.
  Rect cellBox(std::size_t index) const;

 private:
  /// What surrounds the cells of a chip.
  struct Room {
    double above, strip, padding, gap;
    bool hasSummary;
  };

  std::size_t columnsAt(double cell) const;
  /// Of all chips where they are of equal height, else of one.
  std::size_t rowsAt(double cell, std::size_t units) const;
  double frameHeight(double cell, std::size_t units) const;
  double heightAt(double cell) const;

  std::vector<std::size_t> m_units;
  std::size_t m_most;  // Of one chip.
  Size m_column;
  ChipLayout m_layout;
  Room m_room{};
  double m_cell = 0;
};

}  // namespace rnnvis::scene
