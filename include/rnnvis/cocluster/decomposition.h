#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/run_control.h"
#include "rnnvis/cocluster/options.h"

#include <memory>

namespace rnnvis::cocluster {

/// The leading singular triplets An v = σ u, Anᵀ u = σ v of a prepared and normalised matrix: all that the
/// number of clusters, the polarity, the seed and the restarts do not change, and what most of the time goes
/// into. Kept, it makes clustering the same weights anew a matter of milliseconds.
struct Decomposition {
  Method method = Method::signedGraph;  ///< Of the options it was made for, as are the next two.
  bool center = false;
  bool scale = false;
  VectorD wordWeight;      ///< Σ_u |W(w, u)| of the weights as they came.
  VectorD unitWeight;      ///< Σ_w |W(w, u)|
  VectorD wordScale;       ///< The diagonal of D_r^-½; 0 for a word without weight.
  VectorD unitScale;       ///< The diagonal of D_c^-½; 0 for a unit without weight.
  Eigen::MatrixXd left;    ///< u, [words, rank]
  Eigen::MatrixXd right;   ///< v, [units, rank]
  Eigen::VectorXd values;  ///< σ, descending, as many as were asked for; 0 beyond the rank.

  /// How many of the values are above rounding, 1e-10 of the largest.
  int rank() const { return static_cast<int>(left.cols()); }
  /// Whether decompose() would make this one, bit for bit, for `options` too.
  bool serves(const Options& options) const;
};

/// Decomposes words × units. Up to 4 million weights there are 21 triplets for every number of clusters up to
/// 20, so that one decomposition serves them all; beyond, as many as the clusters need. Throws Error as
/// cocluster() does.
std::shared_ptr<const Decomposition> decompose(const Eigen::Ref<const MatrixD>& weights,
                                               const Options& options, const RunControl& control = {});

}  // namespace rnnvis::cocluster
