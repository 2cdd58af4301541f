#include "rnnvis/response/analyze.h"

#include "response_accumulator.h"
#include "rnnvis/base/error.h"
#include "sample_choice.h"
#include "value_accumulator.h"

#include <algorithm>

namespace rnnvis::response {
namespace {

constexpr Eigen::Index unitsPerTask =
    128;  // Responses of one word's units stay in the cache while they are updated.
constexpr std::size_t valueSamples = 4096;

std::vector<std::int64_t> countWords(const text::Corpus& corpus, std::size_t words) {
  std::vector<std::int64_t> count(words);
  for (WordId id : corpus.ids) ++count[id.index()];
  return count;
}

class Collector : public model::BlockConsumer {
 public:
  Collector(const model::TextModel& model, const text::Corpus& corpus, const AnalyzeOptions& options)
      : m_count(countWords(corpus, model.network.inputTokens())),
        m_samples(chooseSamples(corpus, m_count.size(), options.sampleLimit, options.seed)),
        m_valueRow(choosePositions(corpus, valueSamples, options.seed)) {
    std::int32_t occurring = 0;
    for (std::int64_t n : m_count) m_rowOfWord.push_back(n > 0 ? occurring++ : -1);
    const model::Network& network = model.network;
    for (std::size_t layer = 0; layer < network.layers.size(); ++layer) {
      const model::RecurrentLayer& sizes = network.layers[layer];
      for (model::Signal state : model.states()) {
        const std::size_t units = sizes.sizeOf(state);
        for (Eigen::Index from = 0, n = static_cast<Eigen::Index>(units); from < n; from += unitsPerTask)
          m_tasks.push_back({m_responses.size(), from, std::min(n, from + unitsPerTask)});
        m_responses.emplace_back(layer, state,
                                 ResponseAccumulator(layer, state, units, m_rowOfWord,
                                                     static_cast<std::size_t>(occurring), m_samples));
      }
      for (model::Signal signal : model.signalsKept())
        m_values.emplace_back(layer, signal,
                              ValueAccumulator(layer, signal, sizes.sizeOf(signal), m_valueRow,
                                               std::min(valueSamples, corpus.ids.size())));
    }
  }

  void begin() override {
    m_met.assign(m_count.size(), 0);
    for (auto& accumulator : m_responses) accumulator.values.clear();
    for (auto& accumulator : m_values) accumulator.values.clear();
  }

  void consume(std::span<const model::Block> blocks, ThreadPool& pool) override {
    std::vector<std::vector<std::int64_t>> occurrence;
    for (const model::Block& block : blocks) {
      auto& ofBlock = occurrence.emplace_back(block.tokens.size());
      for (std::size_t row = 0; row < block.tokens.size(); ++row)
        if (block.positions[row] >= 0) ofBlock[row] = ++m_met[block.tokens[row].index()];
    }
    pool.forEach(m_tasks.size() + m_values.size(), [&](std::size_t i) {
      if (i >= m_tasks.size()) return m_values[i - m_tasks.size()].values.take(blocks);
      const Task& task = m_tasks[i];
      m_responses[task.accumulator].values.take(blocks, occurrence, task.from, task.to);
    });
  }

  void moveInto(Analysis& analysis) {
    for (auto& accumulator : m_responses)
      analysis.layers[accumulator.layer].responses[accumulator.signal] = accumulator.values.result(m_count);
    for (auto& accumulator : m_values)
      analysis.layers[accumulator.layer].values[accumulator.signal] = accumulator.values.result();
    analysis.count = std::move(m_count);
    analysis.sampleOffsets = m_samples.offsets;
  }

 private:
  template <class Accumulator>
  struct OfSignal {
    OfSignal(std::size_t ofLayer, model::Signal ofSignal, Accumulator accumulator)
        : layer(ofLayer), signal(ofSignal), values(std::move(accumulator)) {}
    std::size_t layer;
    model::Signal signal;
    Accumulator values;
  };
  struct Task {
    std::size_t accumulator;
    Eigen::Index from, to;
  };

  std::vector<std::int64_t> m_count;
  SampleChoice m_samples;
  std::vector<std::int32_t> m_valueRow;
  std::vector<std::int32_t> m_rowOfWord;
  std::vector<std::int64_t> m_met;
  std::vector<OfSignal<ResponseAccumulator>> m_responses;
  std::vector<OfSignal<ValueAccumulator>> m_values;
  std::vector<Task> m_tasks;
};

AnalysisInfo describe(const model::TextModel& model, const text::Corpus& corpus,
                      const std::string& corpusName, const AnalyzeOptions& options) {
  AnalysisInfo info;
  info.modelName = model.manifest.name;
  info.modelSha256 = model.sha256;
  info.corpusName = corpusName;
  info.corpusSha256 = corpus.sha256;
  info.programVersion = RNNVIS_VERSION;
  info.cell = model.network.cell;
  info.bidirectional = model.network.bidirectional;
  info.states = model.states();
  info.recorded = model.signalsKept();
  info.tokens = corpus.ids.size();
  info.documents = corpus.documents();
  info.unknown = corpus.unknown;
  info.skipped = corpus.skipped;
  info.sampleLimit = options.sampleLimit;
  info.seed = options.seed;
  return info;
}

}  // namespace

std::shared_ptr<const Analysis> analyze(const model::TextModel& model, const text::Corpus& corpus,
                                        const std::string& corpusName, const AnalyzeOptions& options,
                                        const RunControl& control) {
  if (corpus.ids.size() == 1)
    fail("{}: the {} text has a single token, which shows no response; give a longer one",
         model.path.string(), corpusName);
  auto analysis = std::make_shared<Analysis>();
  analysis->info = describe(model, corpus, corpusName, options);
  for (std::size_t w = 0; w < model.network.inputTokens(); ++w)
    analysis->tokens.push_back(model.vocabulary.token(WordId{static_cast<std::int32_t>(w)}));
  for (const model::RecurrentLayer& layer : model.network.layers)
    analysis->layers.push_back({layer.size(), layer.outputs(), {}, {}});
  Collector collector(model, corpus, options);
  analysis->info.reading = readCorpus(model, corpus, options.reading, collector, control);
  collector.moveInto(*analysis);
  return analysis;
}

}  // namespace rnnvis::response
