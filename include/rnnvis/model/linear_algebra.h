#pragma once

#include <string>

namespace rnnvis::model {

/// The BLAS that computes matrix products and the kernels it chose for this processor: "OpenBLAS 0.3.21, Zen
/// kernels".
std::string linearAlgebraLibrary();

/// Whether it runs kernels that are written for no processor in particular, several times slower than others.
bool hasGenericKernels();

}  // namespace rnnvis::model
