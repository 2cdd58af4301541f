#pragma once

#include "rnnvis/cocluster/options.h"

#include <Eigen/Core>

namespace rnnvis::cocluster {

/// Throws Error where the options make no sense, or not for a matrix of that size.
void requireValid(const Options& options, Eigen::Index words, Eigen::Index units);

}  // namespace rnnvis::cocluster
