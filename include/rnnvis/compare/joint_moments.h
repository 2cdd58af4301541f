#pragma once

#include "rnnvis/base/matrix.h"
#include "rnnvis/base/parallel.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rnnvis::compare {

/// Sums over tokens t of signals x_t, such as the states of a layer, each on its own, and over the products
/// of those that are paired. What they take grows with the products of their sizes, not with the tokens.
class JointMoments {
 public:
  /// Two signals, by index; the same one twice for a signal with itself.
  struct Pair {
    std::size_t a = 0, b = 0;
  };

  /// `units` [signals] are their sizes.
  JointMoments(const std::vector<std::size_t>& units, std::vector<Pair> pairs);

  /// The next tokens, a row each, of every signal. Throws Error for a value that is not finite. Products in
  /// single precision about the mean of the first tokens, sums over calls in double. The result does not
  /// depend on the number of threads.
  void add(std::span<const MatrixView> signals, ThreadPool& pool);

  std::size_t tokens() const { return m_tokens; }

  // The following are of a pair, by its index.

  /// [nA, nB] Pearson's correlation of each unit with each, in [−1, 1]; 0 of a unit that does not change.
  MatrixD correlation(std::size_t pair) const;
  /// [nA, nB] Σ (x − x̄)(y − ȳ)ᵀ.
  MatrixD crossProducts(std::size_t pair) const;
  /// The unbiased estimate of the Hilbert-Schmidt independence criterion with linear kernels K = XXᵀ, L = YYᵀ
  /// whose diagonals are set to 0 (Song et al. 2012, Eq. 5):
  /// [tr(KL) + 1ᵀK1·1ᵀL1/((T−1)(T−2)) − 2/(T−2)·1ᵀKL1] / (T(T−3)). It does not change when a constant is
  /// added to all x or all y. 0 for less than four tokens.
  double hsic(std::size_t pair) const;

  /// Σ ‖x − x̄‖² of a signal.
  double scatter(std::size_t signal) const;

 private:
  struct Signal {
    Vector pivot;  ///< Subtracted from every x: the mean over the first tokens, which spares digits.
    VectorD sum, squares;
    double norms = 0;  ///< Σ ‖x‖²

    // Of the tokens that are being added.
    Matrix centred;
    Vector squaredNorms;
  };
  struct Products {
    MatrixD products;              ///< [nA, nB] Σ x yᵀ; of a signal with itself the upper triangle.
    VectorD weightedA, weightedB;  ///< Σ x ‖y‖², Σ y ‖x‖²
    double norms = 0;              ///< Σ ‖x‖²‖y‖²
  };

  void addTo(Signal& signal, const MatrixView& values) const;
  void addTo(Products& sums, const Pair& pair) const;
  VectorD scatters(const Signal& signal) const;
  MatrixD products(std::size_t pair) const;

  std::vector<Signal> m_signals;
  std::vector<Pair> m_pairs;
  std::vector<Products> m_products;
  std::size_t m_tokens = 0;
};

/// Debiased linear CKA (Kornblith et al. 2019): HSIC(A, B) / √(HSIC(A, A)·HSIC(B, B)). 1 for signals that are
/// equal up to rotation, offset and scale; near 0, also below it, for independent ones; 0 where one does not
/// change.
double cka(double both, double ofA, double ofB);

}  // namespace rnnvis::compare
