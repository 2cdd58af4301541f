#pragma once

#include "rnnvis/model/recording.h"
#include "small_text_model.h"

#include <memory>

namespace rnnvis::test {

/// Arrays of states and what they were recorded on.
inline checkpoint::Checkpoint recordingFileOf(const Weights& states, const text::Corpus& corpus) {
  checkpoint::Checkpoint file{"test", states.arrays(), {}, {}};
  const auto addIntegers = [&](const std::string& name, std::vector<std::int64_t> values) {
    const auto owned = std::make_shared<const std::vector<std::int64_t>>(std::move(values));
    file.arrays.push_back({name,
                           {checkpoint::DType::int64,
                            {static_cast<std::int64_t>(owned->size())},
                            std::as_bytes(std::span(*owned)),
                            owned}});
  };
  std::vector<std::int64_t> tokens, starts(corpus.starts.begin(), corpus.starts.end());
  for (WordId id : corpus.ids) tokens.push_back(id.value);
  addIntegers("tokens", tokens);
  addIntegers("starts", starts);
  return file;
}

/// What `rnnvis trace` would write of a network that reads each document from zero.
inline checkpoint::Checkpoint recordingFileOf(const model::Network& network, const text::Corpus& corpus,
                                              bool withGates = true, bool withLogits = true) {
  Weights weights;
  std::map<std::string, Matrix> arrays;
  const auto append = [&](const std::string& name, const Matrix& rows) {
    Matrix& all = arrays[name];
    const Eigen::Index before = all.rows();
    all.conservativeResize(before + rows.rows(), rows.cols());
    all.bottomRows(rows.rows()) = rows;
  };
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    const auto ids = std::span(corpus.ids).subspan(corpus.starts[d], corpus.starts[d + 1] - corpus.starts[d]);
    const model::Trace read = trace(network, ids, zeroState(network));
    for (std::size_t l = 0; l < read.layers.size(); ++l)
      for (const auto& [signal, values] : read.layers[l])
        if (withGates || signal == model::Signal::h || signal == model::Signal::c)
          append(model::layerName(l, network.bidirectional) + "." + nameOf(signal), values);
    if (withLogits) append("logits", read.logits);
  }
  for (const auto& [name, values] : arrays)
    weights.add(name, {values.rows(), values.cols()},
                std::vector<float>(values.data(), values.data() + values.size()));
  return recordingFileOf(weights, corpus);
}

/// The states of `model` over `corpus` as a model of their own.
inline model::TextModel recordedModelOf(const model::TextModel& model, const text::Corpus& corpus) {
  model::Manifest manifest = model.manifest;
  manifest.states = "states.npz";
  model::TextModel recorded =
      assembleModel("recorded", manifest, recordingFileOf(model.network, corpus), model.vocabulary);
  recorded.sha256 = "recorded";
  return recorded;
}

/// A model of recorded states that answers to the text with `responses` [T, n]: h sums them up within a
/// document.
inline model::TextModel simulatedModel(const Matrix& responses, const text::Corpus& corpus,
                                       std::size_t words) {
  Matrix h = responses;
  for (std::size_t d = 0; d < corpus.documents(); ++d)
    for (auto t = static_cast<Eigen::Index>(corpus.starts[d]) + 1;
         t < static_cast<Eigen::Index>(corpus.starts[d + 1]); ++t)
      h.row(t) += h.row(t - 1);
  Weights states;
  states.add("layer0.h", {h.rows(), h.cols()}, std::vector<float>(h.data(), h.data() + h.size()));
  model::Manifest manifest;
  manifest.name = "simulated";
  manifest.task = model::Task::encoder;
  manifest.states = "states.npz";
  std::vector<std::string> tokens;
  for (std::size_t id = 0; id < words; ++id) tokens.push_back(wordOf(id));
  model::TextModel model = assembleModel("simulated", manifest, recordingFileOf(states, corpus),
                                         text::Vocabulary(std::move(tokens)));
  model.sha256 = "simulated";
  return model;
}

}  // namespace rnnvis::test
