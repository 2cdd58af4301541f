#pragma once

#include "rnnvis/base/matrix.h"

namespace rnnvis::response {

/// What a double loses when it is rounded to float, as a float: value + rest has 48 bits.
template <class Values>
auto restOf(const Eigen::MatrixBase<Values>& values) {
  return (values - values.template cast<float>().template cast<double>()).template cast<float>();
}

/// value + rest
template <class Value, class Rest>
auto joined(const Eigen::MatrixBase<Value>& value, const Eigen::MatrixBase<Rest>& rest) {
  return value.template cast<double>() + rest.template cast<double>();
}

}  // namespace rnnvis::response
