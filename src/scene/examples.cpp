#include "rnnvis/scene/examples.h"

#include "detail_input.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr std::size_t examplesPerWord = 3;

std::string noteOf(const response::ExampleContexts& contexts) {
  if (contexts.context == model::Context::sentence) return "each document read from its start";
  if (contexts.warmup == 0) return "the text read from its start";
  return fmt::format("the state built up over the {} tokens before",
                     groupedNumber(static_cast<std::int64_t>(contexts.warmup)));
}

std::string noteOf(const response::Answer& answer) {
  return fmt::format("{} time{} · mean response {}{:.2f}", groupedNumber(answer.count),
                     answer.count == 1 ? "" : "s", answer.mean < 0 ? "−" : "+", std::abs(answer.mean));
}

/// The 95th percentile, so that one outlier does not pale the rest.
double robustRange(std::vector<double> sizes) {
  if (sizes.empty()) return 0;
  const auto place =
      sizes.begin() + static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(sizes.size() - 1));
  std::nth_element(sizes.begin(), place, sizes.end());
  return *place > 0 ? *place : *std::max_element(sizes.begin(), sizes.end());
}

ExamplesDetail examplesOf(const ExampleRequest& request, const RunControl& control) {
  const response::Analysis& analysis = *request.analysis;
  response::ContextOptions options;
  options.context = analysis.info.reading.context;
  options.perWord = examplesPerWord;
  options.seed = analysis.info.seed;
  const text::Corpus corpus = openCorpus(*request.model, request.corpus);
  const auto contexts = exampleContexts(*request.model, corpus, request.layer, request.state, request.unit,
                                        request.words, options, control);
  ExamplesDetail detail;
  detail.unit = request.unit;
  detail.state = nameOf(request.state);
  detail.note = noteOf(contexts);
  std::vector<double> states, responses;
  for (const response::Example& example : contexts.examples) {
    ShownExample shown{displayToken(analysis.tokens[example.word.index()]),
                       noteOf(answerOf(analysis, request.layer, request.state, example.word, request.unit)),
                       example.position,
                       example.document,
                       example.at,
                       {}};
    for (const response::ExampleToken& token : example.tokens) {
      shown.tokens.push_back({token.word, displayToken(analysis.tokens[token.word.index()]),
                              double{token.state}, double{token.response}});
      states.push_back(std::abs(shown.tokens.back().state));
      responses.push_back(std::abs(shown.tokens.back().response));
    }
    detail.examples.push_back(std::move(shown));
  }
  detail.stateRange = robustRange(std::move(states));
  detail.responseRange = robustRange(std::move(responses));
  return detail;
}

}  // namespace

std::vector<ExampleRequest> exampleRequests(const ComputedState& computed, const UnitDetail& detail) {
  const Workspace& workspace = computed.workspace;
  const Clustering& clustering = *workspace.clustering;
  std::vector<ExampleRequest> requests;
  for (const UnitAnswers& unit : detail.units) {
    ExampleRequest request{workspace.model,
                           workspace.analysis,
                           computed.state.corpus,
                           clustering.layer,
                           clustering.state,
                           unit.unit,
                           {}};
    for (const AnswerBox& answer : unit.answers) request.words.push_back(answer.word);
    requests.push_back(std::move(request));
  }
  return requests;
}

std::vector<ExamplesDetail> findExamples(const std::vector<ExampleRequest>& requests,
                                         const RunControl& control) {
  std::vector<ExamplesDetail> details;
  double stateRange = 0, responseRange = 0;
  for (const ExampleRequest& request : requests) {
    details.push_back(examplesOf(request, control));
    stateRange = std::max(stateRange, details.back().stateRange);
    responseRange = std::max(responseRange, details.back().responseRange);
  }
  for (ExamplesDetail& detail : details) {
    detail.stateRange = stateRange;
    detail.responseRange = responseRange;
  }
  return details;
}

}  // namespace rnnvis::scene
