#include "shared_outputs.h"

#include "rnnvis/compare/shared_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace rnnvis::compare {
namespace {

constexpr std::size_t mostOutputs = 3;    // That Divergence names …
constexpr double leastDivergence = 1e-6;  // … each with at least so much of it.

/// Log probabilities over some outputs alone, and the share of all that these have.
struct Renormalised {
  Renormalised(const Eigen::RowVectorXf& logits, const std::vector<std::size_t>& shared)
      : logs(shared.size()) {
    const double highest = double{logits.maxCoeff()};
    for (std::size_t i = 0; i < shared.size(); ++i)
      logs[static_cast<Eigen::Index>(i)] = double{logits[static_cast<Eigen::Index>(shared[i])]} - highest;
    const double ofShared = logs.array().exp().sum(),
                 ofAll = (logits.array() - logits.maxCoeff()).cast<double>().exp().sum();
    mass = std::min(1.0, ofShared / ofAll);
    logs.array() -= std::log(ofShared);
  }

  VectorD logs;
  double mass = 0;
};

std::map<std::string, std::size_t> outputsByName(const model::TextModel& model) {
  std::map<std::string, std::size_t> outputs;
  for (std::size_t k = 0; k < model.architecture.outputs; ++k) outputs.emplace(model.outputName(k), k);
  return outputs;
}

}  // namespace

SharedOutputs::SharedOutputs(const Subjects& subjects) : m_modelOfA(*subjects.a->model) {
  const model::TextModel& b = *subjects.b->model;
  for (const model::TextModel* model : {&m_modelOfA, &b})
    if (!model->predicts()) m_problem = fmt::format("{} predicts nothing", model->manifest.name);
  if (!m_problem.empty()) return;
  if (m_modelOfA.manifest.task != b.manifest.task) {
    m_problem = "one predicts the next token, the other a class";
    return;
  }
  if (m_modelOfA.manifest.task == model::Task::languageModel) {
    for (std::size_t k = 0; k < m_modelOfA.architecture.outputs; ++k) {
      const auto partner = partnerOf(subjects, Baseline<WordId>{{static_cast<std::int32_t>(k)}});
      if (!partner || (*partner)->index() >= b.architecture.outputs) continue;
      m_a.push_back(k);
      m_b.push_back((*partner)->index());
    }
  } else {
    const auto ofB = outputsByName(b);
    for (const auto& [name, k] : outputsByName(m_modelOfA))
      if (const auto found = ofB.find(name); found != ofB.end()) {
        m_a.push_back(k);
        m_b.push_back(found->second);
      }
  }
  if (m_a.empty()) m_problem = "no output of one is an output of the other";
}

Divergence SharedOutputs::divergence(const Eigen::RowVectorXf& logitsOfA,
                                     const Eigen::RowVectorXf& logitsOfB) const {
  const Renormalised a(logitsOfA, m_a), b(logitsOfB, m_b);
  const Eigen::ArrayXd p = a.logs.array().exp(), q = b.logs.array().exp();
  const Eigen::ArrayXd forward = p * (a.logs - b.logs).array(), backward = q * (b.logs - a.logs).array();
  Divergence result;
  // Of equal predictions rounding may leave a sum below 0.
  result.nats = std::max(0.0, forward.sum());
  result.backward = std::max(0.0, backward.sum());
  result.sharedMass = {{a.mass}, {b.mass}};
  std::vector<Eigen::Index> order(static_cast<std::size_t>(p.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  const auto middle = order.begin() + static_cast<std::ptrdiff_t>(std::min(mostOutputs, order.size()));
  std::ranges::partial_sort(order, middle, [&](Eigen::Index x, Eigen::Index y) {
    return std::pair(-std::abs(forward[x]), x) < std::pair(-std::abs(forward[y]), y);
  });
  for (auto at = order.begin(); at != middle; ++at) {
    const auto i = static_cast<std::size_t>(*at);
    if (std::abs(forward[*at]) < leastDivergence) break;
    result.outputs.push_back(
        {{m_a[i]}, {m_b[i]}, m_modelOfA.outputName(m_a[i]), {{p[*at]}, {q[*at]}}, forward[*at]});
  }
  return result;
}

SharedOutputs::CentredRow SharedOutputs::centred(const model::Network& network, std::size_t output,
                                                 const std::vector<std::size_t>& shared) {
  const model::Head& head = *network.head;
  CentredRow mean{Eigen::RowVectorXd::Zero(head.weight.cols()), 0};
  for (const std::size_t k : shared) {
    mean.weight += head.weight.row(static_cast<Eigen::Index>(k)).cast<double>();
    mean.bias += double{head.bias[static_cast<Eigen::Index>(k)]};
  }
  const auto count = static_cast<double>(shared.size());
  const auto row = static_cast<Eigen::Index>(output);
  return {head.weight.row(row).cast<double>() - mean.weight / count,
          double{head.bias[row]} - mean.bias / count};
}

}  // namespace rnnvis::compare
