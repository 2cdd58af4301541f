#include "json.h"

namespace rnnvis::cli {

using nlohmann::json;

json toJson(const MatrixD& matrix) {
  json rows = json::array();
  for (Eigen::Index row = 0; row < matrix.rows(); ++row)
    rows.push_back(std::vector<double>(matrix.row(row).begin(), matrix.row(row).end()));
  return rows;
}

namespace {

json toJson(const cocluster::Silhouette& silhouette) {
  return {{"mean", silhouette.mean}, {"clusters", silhouette.clusters}};
}

json toJson(const cocluster::Stability& stability) {
  json recurrences = json::array();
  for (const cocluster::Recurrence& found : stability.recurrences)
    recurrences.push_back({{"clusters", found.clusters}, {"words", found.words}, {"units", found.units}});
  return {{"word_stability", stability.words},
          {"unit_stability", stability.units},
          {"stability", std::move(recurrences)}};
}

}  // namespace

json toJson(const cocluster::CoClustering& groups, const cocluster::Options& options,
            const std::optional<cocluster::Stability>& stability) {
  json result{
      {"word_labels", groups.wordLabels},
      {"unit_labels", groups.unitLabels},
      {"unit_polarity", groups.unitPolarity},
      {"edges", toJson(groups.edges)},
      {"spectrum", groups.spectrum},
      {"dimensions", groups.dimensions},
      {"method", nameOf(options.method)},
      {"polarity", nameOf(options.polarity)},
      {"seed", options.seed},
      {"silhouette", {{"words", toJson(groups.wordSilhouette)}, {"units", toJson(groups.unitSilhouette)}}},
      {"modularity", groups.modularity},
      {"suggested_clusters", {{"by_gap", groups.clustersByGap}, {"by_stability", nullptr}}}};
  if (stability) {
    result.update(toJson(*stability));
    result["suggested_clusters"]["by_stability"] = stability->suggestedClusters;
  }
  return result;
}

}  // namespace rnnvis::cli
