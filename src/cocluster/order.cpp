#include "order.h"

#include "sifting.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

/// Up to here every order is tried.
constexpr Eigen::Index fewClusters = 6;
/// Beyond here insertions into a joint order, O(k⁴) a sweep, would be felt.
constexpr Eigen::Index mostInserted = 40;
constexpr Eigen::Index spectralStarts = 4;

template <class Visit>
void forEachOrder(Eigen::Index count, const Visit& visit) {
  Order order = identityOrder(count);
  do visit(order);
  while (std::next_permutation(order.begin(), order.end()));
}

/// Differences below a share of 1e-9 are rounding and decide nothing.
bool isLess(double crossings, double least) {
  return crossings < least * (1 - 1e-9);
}

double crossings(const MatrixD& edges, const Orders& orders) {
  return weightedCrossings(edges, orders.words, orders.units);
}

void sweep(const MatrixD& edges, Orders& orders) {
  sift(orders.words, pairCrossings(reordered(edges, identityOrder(edges.rows()), orders.units)));
  const MatrixD turned = reordered(edges, orders.words, identityOrder(edges.cols())).transpose();
  sift(orders.units, pairCrossings(turned));
}

/// Either side sorted by barycentres in turn, a few times.
Orders sortedByBarycentres(const MatrixD& edges, Orders orders) {
  constexpr int turns = 10;
  const MatrixD transposed = edges.transpose();
  for (int i = 0; i < turns; ++i) {
    sortByBarycentre(orders.words, edges, orders.units);
    sortByBarycentre(orders.units, transposed, orders.words);
  }
  return orders;
}

/// The best orders so far.
struct Search {
  const MatrixD& edges;
  Orders best;
  double least;

  /// Sweeps from `orders` until the crossings no longer fall.
  void from(Orders orders) {
    constexpr int mostSweeps = 50;
    double before = crossings(edges, orders);
    keep(orders, before);
    for (int i = 0; i < mostSweeps; ++i) {
      sweep(edges, orders);
      const double now = crossings(edges, orders);
      if (!isLess(now, before)) return;
      before = now;
      keep(orders, now);
    }
  }

  void keep(const Orders& orders, double found) {
    if (!isLess(found, least)) return;
    least = found;
    best = orders;
  }
};

/// The same for a joint order.
struct JointSearch {
  const MatrixD& edges;
  Order best;
  double least;

  bool keep(const Order& order) {
    const double found = weightedCrossings(edges, order, order);
    if (!isLess(found, least)) return false;
    least = found;
    best = order;
    return true;
  }

  /// Moves every cluster everywhere; whether something improved.
  bool insertEverywhere() {
    bool improved = false;
    for (std::size_t from = 0; from < best.size(); ++from)
      for (std::size_t to = 0; to < best.size(); ++to) {
        Order moved = best;
        moveMember(moved, from, to);
        improved |= keep(moved);
      }
    return improved;
  }
};

}  // namespace

Orders orderClusters(const MatrixD& edges) {
  const Orders identity{identityOrder(edges.rows()), identityOrder(edges.cols())};
  Search search{edges, identity, crossings(edges, identity)};
  search.from(identity);
  if (edges.cols() > fewClusters) {
    search.from(sortedByBarycentres(edges, identity));
    for (const Orders& start : spectralOrders(edges, spectralStarts)) {
      search.from(start);
      search.from(sortedByBarycentres(edges, start));
    }
    return search.best;
  }
  forEachOrder(edges.cols(), [&](const Order& units) {
    Orders start{identity.words, units};
    sortByBarycentre(start.words, edges, units);
    search.from(std::move(start));
  });
  return search.best;
}

Order orderJointly(const MatrixD& edges) {
  const Order identity = identityOrder(edges.rows());
  JointSearch search{edges, identity, weightedCrossings(edges, identity, identity)};
  if (edges.rows() <= fewClusters) {
    forEachOrder(edges.rows(), [&](const Order& order) { search.keep(order); });
    return search.best;
  }
  const MatrixD symmetric = edges.cwiseAbs() + edges.cwiseAbs().transpose();
  for (const Orders& start : spectralOrders(symmetric, spectralStarts)) search.keep(start.words);
  while (edges.rows() <= mostInserted && search.insertEverywhere()) {
  }
  return search.best;
}

}  // namespace rnnvis::cocluster
