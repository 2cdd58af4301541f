#pragma once

#include "crossings.h"

namespace rnnvis::cocluster {

/// Display orders of word and unit clusters.
struct Orders {
  Order words;
  Order units;
};

/// Sorts rows by the mean position of their columns, weighted by |edges|; equal ones keep their order.
void sortByBarycentre(Order& rows, const MatrixD& edges, const Order& columns);

/// Orders along the leading non-trivial singular vectors of D_r^-½ |E| D_c^-½, one pair of orders a vector,
/// at most `count`. The first puts clusters that form a chain in the order of the chain (seriation, Atkins,
/// Boman and Hendrickson 1998).
std::vector<Orders> spectralOrders(const MatrixD& edges, Eigen::Index count);

}  // namespace rnnvis::cocluster
