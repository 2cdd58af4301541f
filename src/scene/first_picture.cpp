#include "first_picture.h"

#include <algorithm>

namespace rnnvis::scene {
namespace {

/// Within a second: of one sequence large weights come from memory for each token, of many only once a step.
constexpr double operationsInTurn = 1e10, operationsSideBySide = 1e11;

double operationsOf(const model::Network& network) {
  double weights = 0;
  for (const model::RecurrentLayer& layer : network.layers)
    weights += static_cast<double>(layer.weightIh.size() + layer.weightHh.size() + layer.weightHr.size());
  return 2 * weights;
}

}  // namespace

FirstPicture firstPictureOf(const model::Network& network) {
  const double each = operationsOf(network), most = FirstPicture::mostTokens;
  if (most * each <= operationsInTurn) return {};
  return {static_cast<std::size_t>(std::min(most, operationsSideBySide / each)), model::Context::sentence};
}

}  // namespace rnnvis::scene
