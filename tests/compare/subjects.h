#pragma once

#include "rnnvis/compare/subject.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/response/explain.h"
#include "small_text_model.h"

#include <memory>
#include <string>

namespace rnnvis::test {

inline const std::string smallText = [] {
  Random random(11);
  return randomText(random, 300, 12);
}();

/// A small model with the text, `folder`/test.txt, as its corpus.
inline std::shared_ptr<model::TextModel> modelWithText(const TemporaryFolder& folder, const SmallModel& small,
                                                       const std::string& text = smallText) {
  auto model = std::make_shared<model::TextModel>(textModelOf(small));
  model->manifest.name = small.cell + std::to_string(small.hidden);
  model->manifest.text.endOfLine = "<eos>";
  model->manifest.corpora["test"] = folder.write("test.txt", text);
  model->sha256 = small.cell + std::to_string(small.seed) + "/" + std::to_string(small.hidden);
  return model;
}

/// The top layer's analysed state over the model's corpus, in `clusters` groups.
inline compare::Subject subjectOf(std::shared_ptr<const model::TextModel> model, int clusters = 3,
                                  cocluster::Polarity polarity = cocluster::Polarity::merge) {
  compare::Subject subject;
  subject.corpus = "test";
  subject.analysis =
      response::analyze(*model, openCorpus(*model, "test"), "test", response::AnalyzeOptions{});
  subject.layer = LayerId{static_cast<std::int32_t>(model->network.layers.size()) - 1};
  subject.state = model::analysedState(model->network.cell);
  subject.words = response::frequentWords(*subject.analysis, 100, 1);
  const MatrixD responses =
      response::responseMatrix(*subject.analysis, subject.layer, subject.state, subject.words);
  cocluster::Options options;
  options.wordClusters = options.unitClusters = clusters;
  options.polarity = polarity;
  subject.groups = std::make_shared<const cocluster::CoClustering>(cocluster::cocluster(responses, options));
  subject.wordClusters = subject.unitClusters = clusters;
  subject.model = std::move(model);
  return subject;
}

/// The same function of a text by other weights: unit i of every layer is `unit(i)` of the given network's,
/// turned where `sign(i)` is −1.
struct Equivalence {
  static Eigen::Index unit(Eigen::Index i, Eigen::Index units) { return (i * 5 + 3) % units; }
  static float sign(Eigen::Index i) { return i % 3 == 1 ? -1 : 1; }
};

inline model::Network equivalentOf(const model::Network& network) {
  const auto columns = [](const Matrix& of) {
    Matrix result(of.rows(), of.cols());
    for (Eigen::Index i = 0; i < of.cols(); ++i)
      result.col(i) = Equivalence::sign(i) * of.col(Equivalence::unit(i, of.cols()));
    return result;
  };
  model::Network result = network;
  const auto gates = model::gatesOf(network.cell);
  for (std::size_t l = 0; l < network.layers.size(); ++l) {
    const model::RecurrentLayer& from = network.layers[l];
    model::RecurrentLayer& to = result.layers[l];
    const auto n = static_cast<Eigen::Index>(from.size());
    const Matrix ih = l > 0 ? columns(from.weightIh) : from.weightIh, hh = columns(from.weightHh);
    for (std::size_t gate = 0; gate < gates.size(); ++gate) {
      // The gates that open and shut stay as they are; what they let through is turned.
      const bool isValue = gates[gate] == model::Signal::g || gates[gate] == model::Signal::n ||
                           gates[gate] == model::Signal::h;
      for (Eigen::Index i = 0; i < n; ++i) {
        const auto offset = static_cast<Eigen::Index>(gate) * n;
        const Eigen::Index source = offset + Equivalence::unit(i, n);
        const float sign = isValue ? Equivalence::sign(i) : 1;
        to.weightIh.row(offset + i) = sign * ih.row(source);
        to.weightHh.row(offset + i) = sign * hh.row(source);
        to.biasIh[offset + i] = sign * from.biasIh[source];
        to.biasHh[offset + i] = sign * from.biasHh[source];
      }
    }
  }
  if (result.head) result.head->weight = columns(network.head->weight);
  return result;
}

}  // namespace rnnvis::test
