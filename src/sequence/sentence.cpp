#include "rnnvis/sequence/sentence.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace rnnvis::sequence {

namespace {

/// What was recorded when the network read these tokens.
model::Trace recordedPassage(const model::Recording& recording, std::span<const WordId> ids,
                             std::string_view text) {
  const auto from = findPassage(recording, ids);
  if (!from)
    fail(
        "the recorded text has no passage \"{}\"; recorded states cannot read new text: type one that was "
        "recorded",
        text);
  return recordedTrace(recording, *from, ids.size());
}

/// A classifier that reads padding behind short texts gives its answer there: the last token's logits become
/// those after the padding.
void judgeAfterPadding(const model::TextModel& model, std::vector<WordId> ids, const model::State& start,
                       model::Trace& trace) {
  const auto& padding = model.manifest.padding;
  if (!model.padding || !padding->right || padding->length <= ids.size() || trace.logits.size() == 0) return;
  ids.resize(padding->length, *model.padding);
  const model::Trace padded = model::trace(model.network, ids, start);
  trace.logits.row(trace.logits.rows() - 1) = padded.logits.row(padded.logits.rows() - 1);
}

}  // namespace

Sentence readSentence(const model::TextModel& model, std::string_view text, const SentenceOptions& options) {
  text::EncodedText encoded = encodeLine(text, model.manifest.text, model.vocabulary);
  if (encoded.ids.empty())
    fail("the sentence \"{}\" has no token that the model reads; type one with words in its vocabulary",
         text);
  if (options.mostTokens > 0 && encoded.ids.size() > options.mostTokens)
    fail("the sentence has {} tokens, more than the {} that can be shown; shorten it, or open it as a corpus",
         encoded.ids.size(), options.mostTokens);
  Sentence sentence;
  sentence.text = text;
  if (model.recording) {
    sentence.trace = recordedPassage(*model.recording, encoded.ids, text);
    sentence.skipped = encoded.skipped;
    sentence.ids = std::move(encoded.ids);
    sentence.tokens = std::move(encoded.surface);
    return sentence;
  }
  std::vector<WordId> before =
      options.fromZero ? std::vector<WordId>{} : sentencePrefix(model, encoded.ids.size());
  if (!options.prefix.empty()) {
    const auto prefix = encodeLine(options.prefix, model.manifest.text, model.vocabulary).ids;
    before.insert(before.end(), prefix.begin(), prefix.end());
  }
  for (WordId id : before) sentence.start.push_back(model.vocabulary.token(id));
  sentence.skipped = encoded.skipped;
  const model::State start = stateAfter(model.network, before);
  sentence.trace = trace(model.network, encoded.ids, start);
  judgeAfterPadding(model, encoded.ids, start, sentence.trace);
  sentence.ids = std::move(encoded.ids);
  sentence.tokens = std::move(encoded.surface);
  return sentence;
}

std::vector<std::vector<Prediction>> predictions(const model::Trace& trace, std::size_t most) {
  std::vector<std::vector<Prediction>> result;
  for (Eigen::Index t = 0; t < trace.logits.rows(); ++t) {
    const VectorD probability = model::softmax(trace.logits.row(t));
    std::vector<std::size_t> order(static_cast<std::size_t>(probability.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t count = std::min(most, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                      [&](std::size_t a, std::size_t b) {
                        const double pa = probability[static_cast<Eigen::Index>(a)],
                                     pb = probability[static_cast<Eigen::Index>(b)];
                        return pa != pb ? pa > pb : a < b;
                      });
    auto& row = result.emplace_back();
    for (std::size_t i = 0; i < count; ++i)
      row.push_back({order[i], probability[static_cast<Eigen::Index>(order[i])]});
  }
  return result;
}

std::optional<std::size_t> findOutput(const model::TextModel& model, std::string_view name) {
  const std::size_t outputs = model.architecture.outputs;
  for (std::size_t k = 0; k < outputs; ++k)
    if (model.outputName(k) == name) return k;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  const bool isIndex = error == std::errc{} && end == name.data() + name.size() && index < outputs;
  return isIndex ? std::optional(index) : std::nullopt;
}

bool decomposes(const model::Network& network) {
  return network.head && network.head->dense.empty() && !network.bidirectional;
}

Contributions contributions(const model::Network& network, const model::Trace& trace, std::size_t target) {
  if (!network.head) fail("the model has no output layer, so there is no output to decompose");
  if (!network.head->dense.empty())
    fail(
        "the model's head has layers with activations in between, through which an output does not decompose "
        "into "
        "tokens");
  if (network.bidirectional)
    fail(
        "the model reads every token from both ends, so that its outputs do not decompose into tokens in "
        "turn");
  if (target >= network.head->outputs())
    fail("there is no output {}; the model has outputs 0 to {}", target, network.head->outputs() - 1);
  const auto row = static_cast<Eigen::Index>(target);
  const VectorD weights = network.head->weight.row(row).transpose().cast<double>();
  const MatrixD h = trace.layers.back().at(model::Signal::h).cast<double>();
  const VectorD projected = h * weights;
  Contributions result;
  result.target = target;
  result.start = trace.start.back().h.cast<double>().dot(weights);
  result.bias = network.head->bias[row];
  result.tokens = projected;
  for (Eigen::Index t = projected.size() - 1; t > 0; --t) result.tokens[t] -= projected[t - 1];
  if (projected.size() > 0) result.tokens[0] -= result.start;
  return result;
}

}  // namespace rnnvis::sequence
