#include "chip_sizes.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

constexpr double largestCell = 26;
constexpr double smallestCell = 2;
constexpr double enough = 10;  // Of a cell, for chips to have titles above them.

std::size_t divideUp(std::size_t number, std::size_t by) {
  return (number + by - 1) / by;
}

}  // namespace

ChipSizes::ChipSizes(std::vector<std::size_t> units, Size column, ChipLayout layout)
    : m_units(std::move(units)),
      m_most(*std::max_element(m_units.begin(), m_units.end())),
      m_column(column),
      m_layout(layout) {
  for (const Room& room : {Room{30, 0, 5, 6, true}, Room{16, 0, 5, 6, false}, Room{0, 22, 3, 3, false}}) {
    m_room = room;
    for (m_cell = largestCell; m_cell > smallestCell && heightAt(m_cell) > m_column.height;) m_cell -= 0.5;
    if (m_cell >= enough) return;
  }
}

double ChipSizes::gap() const {
  return m_room.gap + (m_column.height - heightAt(m_cell)) / static_cast<double>(m_units.size());
}

std::size_t ChipSizes::columnsAt(double cell) const {
  const double width = m_column.width - 2 * m_room.padding - m_room.strip;
  return std::max<std::size_t>(1, static_cast<std::size_t>(width / cell));
}

std::size_t ChipSizes::rowsAt(double cell, std::size_t units) const {
  const std::size_t shown = m_layout == ChipLayout::equalHeight ? m_most : units;
  return std::max<std::size_t>(1, divideUp(shown, columnsAt(cell)));
}

double ChipSizes::frameHeight(double cell, std::size_t units) const {
  return static_cast<double>(rowsAt(cell, units)) * cell + 2 * m_room.padding;
}

double ChipSizes::heightAt(double cell) const {
  double height = static_cast<double>(m_units.size()) * (m_room.above + m_room.gap) - m_room.gap;
  for (const std::size_t units : m_units) height += frameHeight(cell, units);
  return height;
}

Size ChipSizes::frame(std::size_t chip) const {
  const double height = frameHeight(m_cell, m_units[chip]);
  if (m_layout == ChipLayout::equalWidth) return {m_column.width, height};
  const std::size_t columns = std::max<std::size_t>(1, divideUp(m_units[chip], rowsAt(m_cell, m_most)));
  return {static_cast<double>(columns) * m_cell + 2 * m_room.padding + m_room.strip, height};
}

Rect ChipSizes::cellBox(std::size_t index) const {
  const std::size_t columns = columnsAt(m_cell), rows = rowsAt(m_cell, m_most);
  const bool isColumnwise = m_layout == ChipLayout::equalHeight;
  const std::size_t column = isColumnwise ? index / rows : index % columns;
  const std::size_t row = isColumnwise ? index % rows : index / columns;
  // Rows that do not fill their chip stand in its middle.
  const double rest = isColumnwise ? 0
                                   : m_column.width - 2 * m_room.padding - m_room.strip -
                                         static_cast<double>(columns) * m_cell;
  return {m_room.padding + m_room.strip + rest / 2 + static_cast<double>(column) * m_cell,
          m_room.padding + static_cast<double>(row) * m_cell, m_cell, m_cell};
}

}  // namespace rnnvis::scene
