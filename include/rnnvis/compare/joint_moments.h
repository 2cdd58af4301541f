#pragma once

#include "rnnvis/base/matrix.h"

#include <cstddef>

namespace rnnvis::compare {

/// Sums over tokens t that two sides have read, of the states x_t of a layer of one side and y_t of a layer
/// of the other. What they take grows with the product of the sizes of the layers, not with the tokens. Sides
/// may be the same layer.
class JointMoments {
 public:
  JointMoments(std::size_t unitsA, std::size_t unitsB);

  /// The states at the next tokens: row r of both is the same token. Throws Error for a state that is not
  /// finite. Products in single precision, sums over blocks in double.
  void add(const MatrixView& a, const MatrixView& b);

  std::size_t tokens() const { return m_tokens; }

  /// [nA, nB] Pearson's correlation of each unit with each, in [−1, 1]; 0 of a unit that does not change.
  MatrixD correlation() const;

  /// [nA, nB] Σ (x − x̄)(y − ȳ)ᵀ.
  MatrixD crossProducts() const;
  /// Σ ‖x − x̄‖² and Σ ‖y − ȳ‖².
  double scatterOfA() const;
  double scatterOfB() const;

  /// The unbiased estimate of the Hilbert-Schmidt independence criterion with linear kernels K = XXᵀ, L = YYᵀ
  /// whose diagonals are set to 0 (Song et al. 2012, Eq. 5):
  /// [tr(KL) + 1ᵀK1·1ᵀL1/((T−1)(T−2)) − 2/(T−2)·1ᵀKL1] / (T(T−3)). It does not change when a constant is
  /// added to all x or all y. 0 for less than four tokens.
  double hsic() const;

 private:
  /// Σ x, Σ x², Σ ‖x‖², Σ x‖y‖² of one side.
  struct Side {
    VectorD pivot;  ///< Subtracted from every x: the mean over the first block, which spares digits.
    VectorD sum, squares, weighted;
    double norms = 0;

    explicit Side(std::size_t units);
    Matrix centred(const MatrixView& values) const;
    void add(const Matrix& values, const VectorD& norms, const VectorD& normsOfOther);
    VectorD scatter(double tokens) const;
  };

  Side m_a, m_b;
  MatrixD m_products;         // [nA, nB] Σ x yᵀ
  double m_normProducts = 0;  // Σ ‖x‖²‖y‖²
  std::size_t m_tokens = 0;
};

/// Debiased linear CKA (Kornblith et al. 2019): HSIC(A, B) / √(HSIC(A, A)·HSIC(B, B)), of the sums of a pair
/// of layers and of each with itself. 1 for layers that are equal up to rotation, offset and scale; near 0,
/// also below it, for independent ones; 0 where one does not change.
double cka(const JointMoments& both, const JointMoments& ofA, const JointMoments& ofB);

}  // namespace rnnvis::compare
