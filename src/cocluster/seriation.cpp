#include "seriation.h"

#include "degrees.h"

#include <Eigen/SVD>

#include <algorithm>
#include <limits>

namespace rnnvis::cocluster {
namespace {

void sortBy(Order& order, const Eigen::VectorXd& keys) {
  std::stable_sort(order.begin(), order.end(), [&keys](int a, int b) { return keys(a) < keys(b); });
}

Order sorted(const Eigen::VectorXd& keys) {
  Order order = identityOrder(keys.size());
  sortBy(order, keys);
  return order;
}

}  // namespace

void sortByBarycentre(Order& rows, const MatrixD& edges, const Order& columns) {
  Eigen::VectorXd positions(edges.cols());
  for (std::size_t position = 0; position < columns.size(); ++position)
    positions(columns[position]) = static_cast<double>(position);
  const MatrixD sizes = edges.cwiseAbs();
  const Eigen::VectorXd totals = sizes.rowwise().sum().cwiseMax(std::numeric_limits<double>::min());
  sortBy(rows, (sizes * positions).cwiseQuotient(totals));
}

std::vector<Orders> spectralOrders(const MatrixD& edges, Eigen::Index count) {
  const MatrixD sizes = edges.cwiseAbs();
  const VectorD rowScale = inverseSquareRoots(sizes.rowwise().sum());
  const VectorD columnScale = inverseSquareRoots(sizes.colwise().sum().transpose());
  const Eigen::MatrixXd normalised = rowScale.asDiagonal() * sizes * columnScale.asDiagonal();
  const Eigen::BDCSVD<Eigen::MatrixXd> svd(normalised, Eigen::ComputeThinU | Eigen::ComputeThinV);
  std::vector<Orders> orders;
  for (Eigen::Index i = 1; i <= std::min(count, svd.singularValues().size() - 1); ++i)
    orders.push_back({sorted(rowScale.cwiseProduct(svd.matrixU().col(i))),
                      sorted(columnScale.cwiseProduct(svd.matrixV().col(i)))});
  return orders;
}

}  // namespace rnnvis::cocluster
