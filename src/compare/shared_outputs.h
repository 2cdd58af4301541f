#pragma once

#include "rnnvis/compare/sentence_differences.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rnnvis::compare {

/// The outputs that both models have, and what a sentence makes of them.
class SharedOutputs {
 public:
  /// Where there are none, problem() says why.
  explicit SharedOutputs(const Subjects& subjects);

  const std::string& problem() const { return m_problem; }
  Divergence divergence(const Eigen::RowVectorXf& logitsOfA, const Eigen::RowVectorXf& logitsOfB) const;

  /// The weights of an output less their mean over the shared outputs, and the same of its bias.
  struct CentredRow {
    Eigen::RowVectorXd weight;
    double bias = 0;
  };
  CentredRow rowOfA(const model::Network& network, std::size_t output) const {
    return centred(network, output, m_a);
  }
  CentredRow rowOfB(const model::Network& network, std::size_t output) const {
    return centred(network, output, m_b);
  }

 private:
  static CentredRow centred(const model::Network& network, std::size_t output,
                            const std::vector<std::size_t>& shared);

  const model::TextModel& m_modelOfA;
  std::vector<std::size_t> m_a, m_b;  // The same output of either.
  std::string m_problem;
};

}  // namespace rnnvis::compare
