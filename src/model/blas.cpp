#include "blas.h"

#include "rnnvis/model/linear_algebra.h"

#include <cblas.h>
#include <fmt/format.h>

#include <string_view>

namespace rnnvis::model {
namespace {

/// A product inside a parallel loop must not start threads of its own.
bool useOneThread() {
  openblas_set_num_threads(1);
  return true;
}

}  // namespace

void multiplyTransposed(std::size_t m, std::size_t n, std::size_t k, const float* a, std::size_t lda,
                        const float* b, std::size_t ldb, float* c, std::size_t ldc, bool accumulate) {
  static const bool isSetUp = useOneThread();
  (void)isSetUp;
  const auto whole = [](std::size_t size) { return static_cast<blasint>(size); };
  if (m == 1)
    return cblas_sgemv(CblasRowMajor, CblasNoTrans, whole(n), whole(k), 1.0f, b, whole(ldb), a, 1,
                       accumulate ? 1.0f : 0.0f, c, 1);
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, whole(m), whole(n), whole(k), 1.0f, a, whole(lda), b,
              whole(ldb), accumulate ? 1.0f : 0.0f, c, whole(ldc));
}

std::string linearAlgebraLibrary() {
  const std::string_view config = openblas_get_config();  // "OpenBLAS 0.3.21 DYNAMIC_ARCH …"
  const std::size_t end = config.find(' ', config.find(' ') + 1);
  return fmt::format("{}, {} kernels", config.substr(0, end), openblas_get_corename());
}

bool hasGenericKernels() {
  const std::string_view core = openblas_get_corename();
  return core == "generic" || core == "Generic";
}

}  // namespace rnnvis::model
