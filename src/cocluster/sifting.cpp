#include "sifting.h"

#include <algorithm>

namespace rnnvis::cocluster {
namespace {

void siftMember(Order& order, std::size_t position, const MatrixD& pairs) {
  // Improvements below this share of the weights are rounding.
  constexpr double rounding = 1e-9;
  const int member = order[position];
  double best = -rounding * pairs.maxCoeff();
  std::size_t target = position;
  const auto consider = [&](double change, std::size_t to) {
    if (change >= best) return;
    best = change;
    target = to;
  };
  double change = 0;
  for (std::size_t to = position; to-- > 0;) {
    change += pairs(member, order[to]) - pairs(order[to], member);
    consider(change, to);
  }
  change = 0;
  for (std::size_t to = position + 1; to < order.size(); ++to) {
    change += pairs(order[to], member) - pairs(member, order[to]);
    consider(change, to);
  }
  moveMember(order, position, target);
}

}  // namespace

void moveMember(Order& order, std::size_t from, std::size_t to) {
  const auto at = [&order](std::size_t position) {
    return order.begin() + static_cast<std::ptrdiff_t>(position);
  };
  if (from < to)
    std::rotate(at(from), at(from + 1), at(to + 1));
  else
    std::rotate(at(to), at(from), at(from + 1));
}

void sift(Order& order, const MatrixD& pairs) {
  for (int member = 0; member < static_cast<int>(order.size()); ++member) {
    const auto found = std::find(order.begin(), order.end(), member);
    siftMember(order, static_cast<std::size_t>(found - order.begin()), pairs);
  }
}

}  // namespace rnnvis::cocluster
