#include "unit_row.h"

#include "words.h"

#include <algorithm>

namespace rnnvis::scene {

UnitRow unitRow(const DetailInput& input, std::size_t units, const VectorD& byWord, const std::string& word) {
  const UnitOrder order = input.settings().order;
  const auto& labels = input.clustering().groups.unitLabels;
  const bool isOfChips = units == labels.size();
  const auto chipOf = [&](UnitId unit) { return ClusterId{labels[unit.index()]}; };
  UnitRow row;
  row.byChip = order == UnitOrder::cluster && isOfChips;
  const bool byValue = byWord.size() > 0 && order != UnitOrder::index;
  row.order = row.byChip ? "by chip" : byValue ? "by " + word : "by index";
  for (std::size_t unit = 0; unit < units; ++unit)
    row.units.push_back(UnitId{static_cast<std::int32_t>(unit)});
  std::stable_sort(row.units.begin(), row.units.end(), [&](UnitId a, UnitId b) {
    if (row.byChip && chipOf(a) != chipOf(b)) return chipOf(a) < chipOf(b);
    return byValue && byWord[a.value] > byWord[b.value];
  });
  if (isOfChips)
    for (UnitId unit : row.units) row.chips.push_back(chipOf(unit));
  const auto explained = input.responses().explained.matrix();
  if (static_cast<std::size_t>(explained.cols()) == units)
    row.explained = inOrder(explained.row(0).cast<double>(), row);
  return row;
}

VectorD inOrder(const VectorD& values, const UnitRow& row) {
  VectorD result(values.size());
  for (Eigen::Index i = 0; i < values.size(); ++i)
    result[i] = values[row.units[static_cast<std::size_t>(i)].value];
  return result;
}

MatrixD columnsInOrder(const MatrixD& values, const UnitRow& row) {
  MatrixD result(values.rows(), values.cols());
  for (Eigen::Index i = 0; i < values.cols(); ++i)
    result.col(i) = values.col(row.units[static_cast<std::size_t>(i)].value);
  return result;
}

std::vector<bool> inOrder(const std::vector<bool>& values, const UnitRow& row) {
  std::vector<bool> result(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) result[i] = values[row.units[i].index()];
  return result;
}

}  // namespace rnnvis::scene
