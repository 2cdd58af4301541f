#include "json.h"

namespace rnnvis::cli {

using nlohmann::json;

json toJson(const MatrixD& matrix) {
  json rows = json::array();
  for (Eigen::Index row = 0; row < matrix.rows(); ++row)
    rows.push_back(std::vector<double>(matrix.row(row).begin(), matrix.row(row).end()));
  return rows;
}

json toJson(const cocluster::CoClustering& groups, const cocluster::Options& options) {
  return {{"word_labels", groups.wordLabels},
          {"unit_labels", groups.unitLabels},
          {"unit_polarity", groups.unitPolarity},
          {"edges", toJson(groups.edges)},
          {"spectrum", groups.spectrum},
          {"dimensions", groups.dimensions},
          {"method", nameOf(options.method)},
          {"polarity", nameOf(options.polarity)},
          {"seed", options.seed}};
}

}  // namespace rnnvis::cli
