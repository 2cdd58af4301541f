#include "polar.h"

#include "rnnvis/base/error.h"

#include <cblas.h>

#include <algorithm>
#include <vector>

// Of the LAPACK in OpenBLAS, whose headers Debian does not ship. The last arguments are the lengths of texts,
// as Fortran passes them.
extern "C" {
void dgebrd_(const int* rows, const int* columns, double* a, const int* stride, double* diagonal,
             double* superdiagonal, double* tauQ, double* tauP, double* work, const int* workSize, int* info);
void dbdsdc_(const char* triangle, const char* vectors, const int* size, double* diagonal,
             double* superdiagonal, double* u, const int* strideU, double* vt, const int* strideV, double* q,
             int* iq, double* work, int* iwork, int* info, std::size_t, std::size_t);
void dormbr_(const char* which, const char* side, const char* transposed, const int* rows, const int* columns,
             const int* reflectors, const double* a, const int* strideA, const double* tau, double* c,
             const int* strideC, double* work, const int* workSize, int* info, std::size_t, std::size_t,
             std::size_t);
}

namespace rnnvis::compare {
namespace {

using Columns = Eigen::MatrixXd;  // Column by column, as LAPACK has matrices.

/// A matrix with at least as many rows as columns, as Q B Pᵀ with B upper bidiagonal.
struct Bidiagonal {
  Columns reflectors;  // Of Q below the diagonal, of P above.
  std::vector<double> diagonal, superdiagonal, tauQ, tauP;
};

int size(Eigen::Index value) {
  return static_cast<int>(value);
}

/// Calls a routine first for the size of the work space that it wants.
template <class Call>
void withWorkSpace(const Call& call) {
  double wanted = 0;
  call(&wanted, -1);
  std::vector<double> work(static_cast<std::size_t>(std::max(1.0, wanted)));
  call(work.data(), static_cast<int>(work.size()));
}

Bidiagonal bidiagonalised(Columns matrix) {
  const int rows = size(matrix.rows()), columns = size(matrix.cols());
  const auto count = static_cast<std::size_t>(columns);
  Bidiagonal form{std::move(matrix), std::vector<double>(count), std::vector<double>(count),
                  std::vector<double>(count), std::vector<double>(count)};
  withWorkSpace([&](double* work, int workSize) {
    int info = 0;
    dgebrd_(&rows, &columns, form.reflectors.data(), &rows, form.diagonal.data(), form.superdiagonal.data(),
            form.tauQ.data(), form.tauP.data(), work, &workSize, &info);
  });
  return form;
}

/// U Vᵀ of B, whose diagonal becomes the singular values.
Columns polarOfBidiagonal(Bidiagonal& form) {
  const int n = size(form.reflectors.cols());
  Columns u(n, n), vt(n, n), result = Columns::Zero(n, n);
  std::vector<double> work(static_cast<std::size_t>(n) * (3 * static_cast<std::size_t>(n) + 4));
  std::vector<int> whole(8 * static_cast<std::size_t>(n));
  int info = 0;
  dbdsdc_("U", "I", &n, form.diagonal.data(), form.superdiagonal.data(), u.data(), &n, vt.data(), &n, nullptr,
          nullptr, work.data(), whole.data(), &info, 1, 1);
  if (info != 0) fail("the singular values of the cross products of two layers do not converge");
  cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, u.data(), n, vt.data(), n, 0,
              result.data(), n);
  return result;
}

/// matrix = Q · matrix, or matrix · Pᵀ.
void multiply(const Bidiagonal& form, bool byQ, Columns& matrix) {
  const int rows = size(matrix.rows()), columns = size(matrix.cols()), stride = size(form.reflectors.rows()),
            reflectors = size(form.reflectors.cols());
  withWorkSpace([&](double* work, int workSize) {
    int info = 0;
    dormbr_(byQ ? "Q" : "P", byQ ? "L" : "R", byQ ? "N" : "T", &rows, &columns, &reflectors,
            form.reflectors.data(), &stride, (byQ ? form.tauQ : form.tauP).data(), matrix.data(), &rows, work,
            &workSize, &info, 1, 1, 1);
  });
}

}  // namespace

Polar polar(const MatrixD& matrix, const RunControl& control) {
  if (!matrix.allFinite()) fail("the cross products of two layers are not finite");
  if (matrix.size() == 0) return {matrix, 0};
  openblas_set_num_threads(1);  // Others run beside this.
  const bool isTall = matrix.rows() >= matrix.cols();
  Bidiagonal form = bidiagonalised(isTall ? Columns(matrix) : Columns(matrix.transpose()));
  control.report(0.5);
  Columns factor = Columns::Zero(form.reflectors.rows(), form.reflectors.cols());
  factor.topRows(factor.cols()) = polarOfBidiagonal(form);
  control.report(0.8);
  multiply(form, true, factor);
  control.report(0.9);
  multiply(form, false, factor);
  double sum = 0;
  for (const double value : form.diagonal) sum += value;
  return {isTall ? MatrixD(factor) : MatrixD(factor.transpose()), sum};
}

}  // namespace rnnvis::compare
