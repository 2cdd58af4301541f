#include "rnnvis/response/analyze.h"

#include "analysis_output.h"
#include "distribution.h"
#include "response_accumulator.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/predictions.h"
#include "value_accumulator.h"

#include <algorithm>
#include <functional>
#include <optional>

namespace rnnvis::response {
namespace {

using model::CellKind;
using model::Signal;
using Written = ResponseAccumulator::Written;

constexpr std::size_t unitsPerTask = 256;
constexpr std::size_t valueSamples = 4096;

std::size_t bytesOfSample(const model::TextModel& model) {
  std::size_t units = 0;
  for (const model::RecurrentLayer& layer : model.network.layers)
    for (Signal state : model.states()) units += layer.sizeOf(state);
  return units * sizeof(std::uint16_t);
}

std::size_t affordedSamples(const model::TextModel& model, const StatisticRows& rows,
                            const AnalyzeOptions& options) {
  if (options.sampleLimit == 0) return 0;
  return limitWithin(rows, options.sampleLimit, bytesOfSample(model), options.sampleBudget);
}

/// The product that is written into a state, where the network tells.
Written writtenPart(const model::TextModel& model, const model::RecurrentLayer& layer, Signal state) {
  const auto kept = model.signalsKept();
  const auto has = [&](Signal signal) { return std::find(kept.begin(), kept.end(), signal) != kept.end(); };
  if (model.network.cell == CellKind::lstm && state == Signal::c && has(Signal::i) && has(Signal::g))
    return Written::inputTimesCandidate;
  if (state == Signal::innerC && has(Signal::innerI) && has(Signal::innerG))
    return Written::innerInputTimesCandidate;
  if (model.network.cell == CellKind::gru && state == Signal::h && has(Signal::z) && has(Signal::n) &&
      layer.outputs() == layer.size())
    return Written::complementOfUpdateTimesCandidate;
  return Written::none;
}

/// Takes the statistics of every layer, state and gate, in each part of a corpus.
class Collector : public model::BlockConsumer {
 public:
  Collector(const model::TextModel& model, const text::Corpus& corpus, const CorpusSplit* split,
            const AnalyzeOptions& options)
      : m_rows(corpus, split, model.network.inputTokens()),
        m_sampleLimit(affordedSamples(model, m_rows, options)),
        m_samples(chooseSamples(corpus, m_rows, m_sampleLimit, options.seed)),
        m_hash(corpus, options.seed),
        m_valueSamples(choosePositions(corpus, m_rows, valueSamples, options.seed)),
        m_independent(corpus, m_rows, model::contextOf(model, options.reading)),
        m_layout{m_rows, m_samples, m_independent, rowsOfPositive(m_independent.pairs())},
        m_plan(m_rows, m_samples, m_independent, m_valueSamples) {
    for (std::size_t layer = 0; layer < model.network.layers.size(); ++layer) addLayer(model, layer);
  }

  std::size_t parts() const { return m_rows.parts(); }
  std::size_t sampleLimit() const { return m_sampleLimit; }

  void begin() override {
    m_plan.clear();
    for (auto& of : m_responses) of->clear();
    for (auto& of : m_values) of.accumulator.clear();
  }

  void consume(std::span<const model::Block> blocks, ThreadPool& pool) override {
    m_plan.make(blocks);
    for (auto& of : m_responses) of->prepare(m_plan);
    pool.forEach(m_tasks.size() + m_values.size(), [&](std::size_t i) {
      if (i < m_tasks.size()) {
        const Task& task = m_tasks[i];
        return m_responses[task.accumulator]->take(blocks, m_plan, task.from, task.to);
      }
      auto& of = m_values[i - m_tasks.size()];
      of.accumulator.take(blocks, m_plan.valueTokens(of.part));
    });
  }

  /// Counts, and room for everything else.
  void prepare(std::span<const std::shared_ptr<Analysis>> parts) const {
    for (std::size_t part = 0; part < parts.size(); ++part) {
      Analysis& analysis = *parts[part];
      setCounts(analysis, part);
      const WordCounts counts = countsOf(analysis);
      for (const auto& of : m_responses)
        analysis.layers[of->layer()].responses[of->state()] =
            responsesFor(of->units(), of->hasWritten(), counts, analysis.sampleHashes.size());
    }
    for (const Values& of : m_values)
      parts[of.part]->layers[of.layer].values[of.signal] = zeroDistribution(of.accumulator.units());
  }

  /// Samples go into the room of the parts from now on.
  void keepSamplesIn(std::span<const std::shared_ptr<Analysis>> parts) {
    for (auto& of : m_responses) {
      std::vector<Responses*> rooms;
      for (const auto& analysis : parts)
        rooms.push_back(&analysis->layers[of->layer()].responses.at(of->state()));
      of->keepSamplesIn(std::move(rooms));
    }
  }

  /// Fills in what was taken; once. Calls flush() before each state, and thereby after the samples.
  void fill(std::span<const std::shared_ptr<Analysis>> parts, const std::function<void()>& flush) {
    std::vector<WordCounts> counts;
    for (const auto& analysis : parts) counts.push_back(countsOf(*analysis));
    for (auto& of : m_responses) {
      flush();
      for (std::size_t part = 0; part < parts.size(); ++part)
        of->fill(part, counts[part], parts[part]->layers[of->layer()].responses.at(of->state()));
      of.reset();  // Frees its tables.
    }
    for (auto& of : m_values) parts[of.part]->layers[of.layer].values[of.signal] = of.accumulator.result();
  }

 private:
  struct Values {
    std::size_t layer;
    Signal signal;
    std::size_t part;
    ValueAccumulator accumulator;
  };
  struct Task {
    std::size_t accumulator;
    std::size_t from, to;
  };

  void addLayer(const model::TextModel& model, std::size_t layer) {
    const model::RecurrentLayer& sizes = model.network.layers[layer];
    for (Signal state : model.states()) {
      const std::size_t units = sizes.sizeOf(state);
      for (std::size_t from = 0; from < units; from += unitsPerTask)
        m_tasks.push_back({m_responses.size(), from, std::min(units, from + unitsPerTask)});
      m_responses.push_back(std::make_unique<ResponseAccumulator>(
          layer, state, units, writtenPart(model, sizes, state), m_layout));
    }
    for (Signal signal : model.signalsKept())
      for (std::size_t part = 0; part < parts(); ++part)
        m_values.push_back(
            {layer, signal, part, {layer, signal, sizes.sizeOf(signal), m_valueSamples[part].size()}});
  }

  void setCounts(Analysis& analysis, std::size_t part) const {
    analysis.count = m_rows.byWord(part, m_rows.counts());
    analysis.blocks = m_rows.byWord(part, m_independent.blocks());
    analysis.pairs = m_rows.byWord(part, m_independent.pairs());
    analysis.row = rowsOfPositive(analysis.count);
    analysis.sampleOffsets.assign(1, 0);
    for (std::size_t word = 0; word < m_rows.words(); ++word) {
      const std::int32_t row = m_rows.row(part, word);
      if (row != StatisticRows::none)
        for (std::int64_t i = m_samples.offsets[static_cast<std::size_t>(row)];
             i < m_samples.offsets[static_cast<std::size_t>(row) + 1]; ++i)
          analysis.sampleHashes.push_back(
              m_hash(static_cast<std::size_t>(m_samples.positions[static_cast<std::size_t>(i)])));
      analysis.sampleOffsets.push_back(static_cast<std::int64_t>(analysis.sampleHashes.size()));
    }
  }

  StatisticRows m_rows;
  std::size_t m_sampleLimit;
  SampleChoice m_samples;
  PositionHash m_hash;
  std::vector<std::vector<std::int64_t>> m_valueSamples;
  IndependentBlocks m_independent;
  StatisticLayout m_layout;
  RoundPlan m_plan;
  std::vector<std::unique_ptr<ResponseAccumulator>> m_responses;
  std::vector<Values> m_values;
  std::vector<Task> m_tasks;
};

/// Takes statistics and, where asked to, predictions from one reading.
class Consumer : public model::BlockConsumer {
 public:
  Consumer(Collector& collector, const model::TextModel& model, const text::Corpus& corpus,
           const AnalyzeOptions& options)
      : m_collector(collector) {
    if (options.losses) m_predictions.emplace(model, corpus, model::contextOf(model, options.reading));
  }

  void begin() override {
    m_collector.begin();
    if (m_predictions) m_predictions->begin();
  }
  void consume(std::span<const model::Block> blocks, ThreadPool& pool) override {
    m_collector.consume(blocks, pool);
    if (m_predictions) m_predictions->consume(blocks, pool);
  }
  std::vector<float> losses() { return m_predictions ? m_predictions->take().losses : std::vector<float>(); }

 private:
  Collector& m_collector;
  std::optional<model::PredictionReader> m_predictions;
};

/// How many losses a text gives.
std::size_t placesOf(const model::TextModel& model, const text::Corpus& corpus) {
  return model.manifest.task == model::Task::classifier ? corpus.documents() : corpus.ids.size();
}

/// The losses of the tokens of a part, or of the documents that have one of them.
std::vector<float> lossesOfPart(const std::vector<float>& losses, const text::Corpus& corpus,
                                const CorpusSplit& split, std::size_t part, bool areOfDocuments) {
  std::vector<float> result;
  for (std::size_t d = 0; d < corpus.documents(); ++d)
    for (std::size_t t = corpus.starts[d]; t < corpus.starts[d + 1]; ++t) {
      if (split.partOf[t] != static_cast<std::int16_t>(part)) continue;
      result.push_back(losses[areOfDocuments ? d : t]);
      if (areOfDocuments) break;
    }
  return result;
}

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
  info.samplesWanted = options.sampleLimit;
  info.seed = options.seed;
  return info;
}

std::shared_ptr<Analysis> outlineOf(const model::TextModel& model, const AnalysisInfo& info) {
  auto analysis = std::make_shared<Analysis>();
  analysis->info = info;
  for (std::size_t w = 0; w < model.network.inputTokens(); ++w)
    analysis->tokens.push_back(model.vocabulary.token(WordId{static_cast<std::int32_t>(w)}));
  for (const model::RecurrentLayer& layer : model.network.layers)
    analysis->layers.push_back({layer.size(), layer.outputs(), {}, {}});
  return analysis;
}

/// What happens to the analyses' room before the corpus is read, whenever more of it has been filled, and to
/// the results.
struct Destination {
  std::function<void(Analysis&)> open = [](Analysis&) {};
  std::function<void()> flush = [] {};
  std::function<void(const Analysis&)> close = [](const Analysis&) {};
};

/// Analyses of every part, of those without a token too.
std::vector<std::shared_ptr<Analysis>> analyzeAll(const model::TextModel& model, const text::Corpus& corpus,
                                                  const std::string& corpusName, const CorpusSplit* split,
                                                  const AnalyzeOptions& options, const RunControl& control,
                                                  const Destination& destination = {}) {
  if (corpus.ids.size() == 1)
    fail("{}: the {} text has a single token, which shows no response; give a longer one",
         model.path.string(), corpusName);
  Collector collector(model, corpus, split, options);
  AnalysisInfo info = describe(model, corpus, corpusName, options);
  info.sampleLimit = collector.sampleLimit();
  std::vector<std::shared_ptr<Analysis>> parts;
  for (std::size_t part = 0; part < collector.parts(); ++part) {
    parts.push_back(outlineOf(model, info));
    if (split) parts.back()->info.part = split->names[part];
  }
  collector.prepare(parts);
  if (options.losses) parts.front()->losses.resize(placesOf(model, corpus));  // Room in the file.
  for (const auto& analysis : parts) destination.open(*analysis);
  collector.keepSamplesIn(parts);
  Consumer consumer(collector, model, corpus, options);
  const model::ReadingReport reading = readCorpus(model, corpus, options.reading, consumer, control);
  collector.fill(parts, destination.flush);
  const std::vector<float> losses = consumer.losses();
  for (std::size_t part = 0; options.losses && part < parts.size(); ++part)
    parts[part]->losses =
        split ? lossesOfPart(losses, corpus, *split, part, model.manifest.task == model::Task::classifier)
              : losses;
  for (const auto& analysis : parts) {
    analysis->info.reading = reading;
    destination.close(*analysis);
  }
  return parts;
}

/// How much of the corpus a part has. Which tokens were unknown is not kept.
void countTokens(Analysis& analysis, const text::Corpus& corpus, const CorpusSplit& split, std::size_t part) {
  analysis.info.tokens = analysis.info.documents = analysis.info.unknown = analysis.info.skipped = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    const auto tokens = static_cast<std::size_t>(
        std::count(split.partOf.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d]),
                   split.partOf.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d + 1]),
                   static_cast<std::int16_t>(part)));
    analysis.info.tokens += tokens;
    analysis.info.documents += tokens > 0;
  }
}

}  // namespace

std::shared_ptr<const Analysis> analyze(const model::TextModel& model, const text::Corpus& corpus,
                                        const std::string& corpusName, const AnalyzeOptions& options,
                                        const RunControl& control) {
  return analyzeAll(model, corpus, corpusName, nullptr, options, control).front();
}

std::shared_ptr<const Analysis> analyzeInto(const std::filesystem::path& path, const model::TextModel& model,
                                            const text::Corpus& corpus, const std::string& corpusName,
                                            const AnalyzeOptions& options, const RunControl& control,
                                            const std::function<void(const Error&)>& onFailure) {
  std::optional<AnalysisOutput> output;
  const auto attempt = [&](auto write) {
    try {
      write();
    } catch (const Error& error) {
      if (!onFailure) throw;
      output.reset();
      onFailure(error);
    }
  };
  const Destination file{[&](Analysis& analysis) { attempt([&] { output.emplace(path, analysis); }); },
                         [&] {
                           if (output) output->startWriting();
                         },
                         [&](const Analysis& analysis) {
                           if (output) attempt([&] { output->commit(analysis); });
                         }};
  return analyzeAll(model, corpus, corpusName, nullptr, options, control, file).front();
}

std::vector<std::shared_ptr<const Analysis>> analyzeParts(
    const model::TextModel& model, const text::Corpus& corpus, const std::string& corpusName,
    const CorpusSplit& split, const AnalyzeOptions& options, const RunControl& control) {
  const auto all = analyzeAll(model, corpus, corpusName, &split, options, control);
  std::vector<std::shared_ptr<const Analysis>> parts;
  for (std::size_t part = 0; part < all.size(); ++part) {
    countTokens(*all[part], corpus, split, part);
    if (all[part]->info.tokens > 0) parts.push_back(all[part]);
  }
  return parts;
}

}  // namespace rnnvis::response
