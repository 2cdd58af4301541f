#include "rnnvis/response/confidence.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/false_discovery.h"

#include <boost/math/distributions/students_t.hpp>

#include <cmath>
#include <limits>

namespace rnnvis::response {

Interval confidenceInterval(double mean, double error, std::int64_t blocks) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (blocks < 2) return {-infinity, infinity};
  const boost::math::students_t distribution(static_cast<double>(blocks - 1));
  const double margin = quantile(distribution, 0.975) * error;
  return {mean - margin, mean + margin};
}

double pValue(double distance, double error, std::int64_t blocks) {
  if (blocks < 2 || distance == 0) return 1;
  const double errors = std::abs(distance) / error;
  if (std::isnan(errors) || errors < 0) return 1;
  return 2 * cdf(complement(boost::math::students_t(static_cast<double>(blocks - 1)), errors));
}

std::vector<double> differencePValues(const Analysis& analysis, LayerId layer, model::Signal state,
                                      WordId word) {
  const Responses& responses = analysis.responses(layer, state);
  const std::int32_t row = analysis.row[word.index()];
  if (row < 0)
    fail("\"{}\" does not occur in the {} text; analyse a text that has it", analysis.tokens[word.index()],
         analysis.info.corpusName);
  const auto mean = responses.mean.matrix().row(word.value), error = responses.error.matrix().row(row),
             average = responses.average.matrix().row(0);
  std::vector<double> result(static_cast<std::size_t>(mean.cols()), 1.0);
  const std::int64_t blocks = analysis.blocks[word.index()];
  for (std::size_t unit = 0; unit < result.size(); ++unit) {
    const auto column = static_cast<Eigen::Index>(unit);
    const double distance = double{mean[column]} - double{average[column]};
    // Responses that are all the same differ from their mean by its rounding.
    const double rounding = 2 * std::numeric_limits<float>::epsilon() * std::abs(average[column]);
    if (std::abs(distance) > rounding) result[unit] = pValue(distance, double{error[column]}, blocks);
  }
  return result;
}

std::vector<bool> distinguishable(const Analysis& analysis, LayerId layer, model::Signal state, WordId word,
                                  double falseDiscoveryRate) {
  return discoveries(differencePValues(analysis, layer, state, word), falseDiscoveryRate);
}

}  // namespace rnnvis::response
