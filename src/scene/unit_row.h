#pragma once

#include "detail_input.h"

#include <vector>

namespace rnnvis::scene {

/// The row of so many units of the analysed layer. `byWord` sorts by falling value where the order asks for a
/// word, and within chips; by index where it is empty.
UnitRow unitRow(const DetailInput& input, std::size_t units, const VectorD& byWord, const std::string& word);

/// Values by unit index, brought into the order of the row. Empty ones stay so.
VectorD inOrder(const VectorD& values, const UnitRow& row);
MatrixD columnsInOrder(const MatrixD& values, const UnitRow& row);
std::vector<bool> inOrder(const std::vector<bool>& values, const UnitRow& row);

}  // namespace rnnvis::scene
