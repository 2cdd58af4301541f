#include "first_picture.h"

#include <catch2/catch.hpp>

using namespace rnnvis;

namespace {

model::Network networkOf(Eigen::Index units) {
  model::Network network;
  network.cell = model::CellKind::lstm;
  network.layers.resize(2);
  for (model::RecurrentLayer& layer : network.layers)
    layer.weightIh = layer.weightHh = Matrix::Zero(4 * units, units);
  return network;
}

}  // namespace

TEST_CASE("the first picture of a small network is of the text as it is read") {
  const auto picture = scene::firstPictureOf(networkOf(200));
  CHECK(picture.tokens == 5'000);
  CHECK_FALSE(picture.context);
}

TEST_CASE("a larger network reads sentences side by side for it") {
  const auto picture = scene::firstPictureOf(networkOf(600));
  CHECK(picture.tokens == 5'000);
  CHECK(picture.context == model::Context::sentence);
}

TEST_CASE("what a network of 2 x 1500 units reads for it takes no more operations than a second has") {
  const auto picture = scene::firstPictureOf(networkOf(1500));
  CHECK(picture.tokens == 1'388);  // 10^11 / (2 · 2 · 2 · 6000 · 1500)
}
