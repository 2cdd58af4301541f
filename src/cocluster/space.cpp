#include "space.h"

#include "embedding.h"

namespace rnnvis::cocluster {
namespace {

/// Rows of D^-½ X without the first column.
MatrixD pointsWithoutFirst(const VectorD& scale, const Eigen::MatrixXd& vectors, Eigen::Index dimensions) {
  return scale.asDiagonal() * vectors.middleCols(vectors.cols() > 0 ? 1 : 0, dimensions);
}

}  // namespace

Space spaceOf(const Decomposition& decomposition, const Options& options, Eigen::Index dimensions) {
  const Decomposition& d = decomposition;
  if (isJoint(options.method))
    return {pointsWithoutFirst(d.wordScale, d.left, dimensions),
            pointsWithoutFirst(d.unitScale, d.right, dimensions), false};
  const bool hasAxes = options.polarity == Polarity::merge;
  MatrixD units = spectralPoints(d.unitScale, d.right, d.values, dimensions);
  return {spectralPoints(d.wordScale, d.left, d.values, dimensions),
          hasAxes ? normalisedRows(units) : std::move(units), hasAxes};
}

}  // namespace rnnvis::cocluster
