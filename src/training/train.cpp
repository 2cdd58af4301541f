#include "rnnvis/training/train.h"

#include "batches.h"
#include "events.h"
#include "folder_lock.h"
#include "model_folder.h"
#include "network.h"
#include "run_state.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/split_mix.h"
#include "rnnvis/model/evaluate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

namespace rnnvis::training {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

NetworkShape shapeOf(const Configuration& configuration, const TrainingData& data) {
  const Configuration::Network& network = configuration.network;
  NetworkShape shape;
  shape.cell = network.cell;
  shape.relu = network.relu;
  shape.inputs = data.vocabulary.size();
  shape.embedding = network.embedding;
  shape.hidden = network.hidden;
  shape.outputs = configuration.isClassifier() ? data.classNames.size() : data.vocabulary.size();
  shape.tied = network.tied;
  shape.readsLastStep = configuration.isClassifier();
  shape.dropout = network.dropout;
  return shape;
}

/// A temporary file of a process that was killed while it wrote.
bool isLeftover(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  return name.starts_with(".") && name.ends_with(".tmp");
}

bool isFree(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return true;
  if (!fs::is_directory(folder, error)) return false;
  const fs::directory_iterator entries(folder, error);
  return !error && std::all_of(begin(entries), end(entries), isLeftover);
}

/// The folder is new, empty or, to resume, one that a run has begun in.
void requireUsable(const fs::path& folder, bool resume) {
  std::error_code error;
  const bool isRun = fs::exists(folder / "training.toml", error);
  if (resume && !isRun)
    fail("{} holds no training run to resume; correct the path, or train without --resume", folder.string());
  if (resume || isFree(folder)) return;
  if (isRun)
    fail("{} holds a training run already; add --resume to go on with it, or name another folder",
         folder.string());
  fail("{} exists already and is not an empty folder; name another", folder.string());
}

void removeLeftovers(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
    if (isLeftover(entry)) fs::remove(entry.path(), error);
}

class Run {
 public:
  Run(const Configuration& configuration, const fs::path& folder, const TrainOptions& options,
      const std::function<void(const Event&)>& tell, const std::stop_token& stop)
      : m_configuration(configuration),
        m_training(configuration.training),
        m_folder(folder),
        m_threads(options.threads),
        m_tell(tell),
        m_stop(stop),
        m_data(readTrainingData(configuration)),
        m_identity(configuration, m_data.sha256),
        m_manifest(manifestOf(configuration, m_data, folder)),
        m_network(shapeOf(configuration, m_data)),
        m_updater(m_training.optimizer, m_network.parameters()),
        m_batches(makeBatches(m_data.train(), m_data.classNames.size(), m_training)) {}

  void start(bool resume) {
    open(dataEvent(m_data));
    removeLeftovers(m_folder);
    if (resume && fs::exists(checkpointFile())) {
      m_state = loadCheckpoint(checkpointFile(), m_identity, m_network.parameters(), m_updater);
    } else {
      m_network.initialise(m_training.initialRange, m_training.seed);
      writeSurroundings(m_folder, m_configuration, m_data);
    }
    settleThreads();
    open(runEvent(m_configuration, m_network.parameters(), m_threads, m_state.epoch));
  }

  void finishEpochs() {
    while (m_state.epoch < m_training.epochs && !isOutOfPatience()) runEpoch(m_state.epoch + 1);
  }

  void finish() {
    const Measure valid = measure(m_state.bestWeights, m_data.valid());
    std::optional<Measure> test;
    if (m_data.parts.size() > 2) test = measure(m_state.bestWeights, m_data.parts[2].corpus);
    writeModel(m_folder, m_manifest, weights(m_state.bestWeights));
    const Event event =
        resultEvent(m_folder, m_state, m_training.epochs, valid, test, m_configuration.isClassifier());
    writeText(m_folder / "metrics.json", nlohmann::json::parse(event.json).dump(1) + "\n");
    writeMetrics(event.json + "\n");
    tell(event);
  }

 private:
  /// As many as the run has had so far.
  void settleThreads() {
    if (m_threads == 0) m_threads = m_state.threads > 0 ? m_state.threads : coreCount();
    if (m_state.threads > 0 && m_state.threads != m_threads)
      fail("{} is of a run on {}, which another number would not go on with bit for bit; leave out --threads",
           checkpointFile().string(),
           m_state.threads == 1 ? "1 thread" : fmt::format("{} threads", m_state.threads));
    m_state.threads = m_threads;
  }

  void tell(const Event& event) const {
    if (m_tell) m_tell(event);
  }
  void open(const Event& event) {
    m_opening += event.json + "\n";
    tell(event);
  }

  fs::path checkpointFile() const { return m_folder / "checkpoint.safetensors"; }

  bool isOutOfPatience() const {
    return m_training.patience > 0 && m_state.epoch - m_state.bestEpoch >= m_training.patience;
  }

  double learningRate(std::size_t epoch) const {
    const std::size_t decays = epoch > m_training.decayAfter ? epoch - m_training.decayAfter : 0;
    return m_training.learningRate * std::pow(m_training.decay, static_cast<double>(decays));
  }

  checkpoint::NamedArrays weights(const std::vector<std::vector<float>>& values) const {
    return weightsOf(m_network.parameters(), values, m_configuration.network.tied);
  }

  /// As `rnnvis test` measures it.
  Measure measure(const std::vector<std::vector<float>>& values, const text::Corpus& corpus) {
    const model::TextModel model =
        model::assembleModel(m_folder, m_manifest, {"training", weights(values), {}, {}}, m_data.vocabulary);
    model::ReadingOptions options;
    options.threads = m_threads;
    const model::Evaluation result = model::evaluate(model, corpus, options, {m_stop, {}});
    return {result.loss, result.accuracy};
  }

  void runEpoch(std::size_t epoch) {
    EpochResult result;
    result.epoch = epoch;
    result.epochs = m_training.epochs;
    result.learningRate = learningRate(epoch);
    trainEpoch(result);
    std::vector<std::vector<float>> values = valuesOf(m_network.parameters());
    result.valid = measure(values, m_data.valid());
    if (!std::isfinite(result.valid.loss)) diverged(epoch, 0, 0);
    result.isBest = result.valid.loss < m_state.bestLoss;
    m_state.epoch = epoch;
    if (result.isBest) {
      m_state.bestLoss = result.valid.loss;
      m_state.bestEpoch = epoch;
      m_state.bestWeights = std::move(values);
    }
    const Event event = epochEvent(result, m_configuration.isClassifier());
    m_state.epochs.push_back(nlohmann::json::parse(event.json));
    saveCheckpoint(checkpointFile(), m_identity, m_state, m_network.parameters(), m_updater);
    if (result.isBest) writeModel(m_folder, m_manifest, weights(m_state.bestWeights));
    writeMetrics("");
    tell(event);
  }

  void trainEpoch(EpochResult& result) {
    setThreads(m_threads);  // The engine, which validates, has set them to one.
    const std::size_t steps = m_batches->beginEpoch(result.epoch);
    m_network.clearState();
    Clock::time_point start = Clock::now(), told = start;
    double loss = 0, weight = 0;
    std::size_t tokens = 0, targets = 0, correct = 0;
    for (std::size_t step = 0; step < steps; ++step) {
      if (m_stop.stop_requested()) throw Cancelled{};
      const Batch<float> batch = m_batches->batch(step);
      const double batchLoss = trainStep(batch, result, step, steps);
      for (float one : batch.weights) weight += static_cast<double>(one);
      loss += batchLoss;
      tokens += batch.tokens.size();
      targets += batch.targets.size();
      correct += m_network.correct();
      result.seconds = secondsSince(start);
      result.tokensPerSecond = static_cast<double>(tokens) / result.seconds;
      result.train = {loss / weight, static_cast<double>(correct) / static_cast<double>(targets)};
      if (secondsSince(told) < 1) continue;
      told = Clock::now();
      const double left = result.seconds / static_cast<double>(step + 1) *
                          static_cast<double>(steps - step - 1 + (result.epochs - result.epoch) * steps);
      tell(progressEvent({result.epoch, result.epochs, step + 1, steps, result.tokensPerSecond, left},
                         result.train, m_configuration.isClassifier()));
    }
  }

  double trainStep(const Batch<float>& batch, const EpochResult& result, std::size_t step,
                   std::size_t steps) {
    const std::uint64_t key =
        SplitMix64::hash(SplitMix64::hash(m_training.seed + result.epoch) + static_cast<std::uint64_t>(step));
    const double loss = m_network.gradients(batch, key);
    const double norm = gradientNorm(m_network.parameters());
    if (!std::isfinite(loss) || !std::isfinite(norm)) diverged(result.epoch, step + 1, steps);
    const bool isClipped = m_training.clip > 0 && norm > m_training.clip;
    m_updater.step(result.learningRate, isClipped ? m_training.clip / norm : 1.0);
    return loss;
  }

  [[noreturn]] void diverged(std::size_t epoch, std::size_t step, std::size_t steps) const {
    const std::string where = step > 0 ? fmt::format("step {} of {} of epoch {}", step, steps, epoch)
                                       : fmt::format("the validation of epoch {}", epoch);
    const std::string kept = m_state.epoch > 0
                                 ? fmt::format("the model and the checkpoint of epoch {} stay", m_state.epoch)
                                 : std::string("nothing is kept");
    fail("{}: the loss is no longer a number at {}; {}; try a learning-rate below {} or a smaller clip",
         m_folder.string(), where, kept, learningRate(epoch));
  }

  /// What the run has told, so that the file is whole after a resume too.
  void writeMetrics(const std::string& end) const {
    std::string lines = m_opening;
    for (const auto& epoch : m_state.epochs) lines += epoch.dump() + "\n";
    writeText(m_folder / "metrics.jsonl", lines + end);
  }

  const Configuration& m_configuration;
  const Configuration::Training& m_training;
  fs::path m_folder;
  unsigned m_threads;
  const std::function<void(const Event&)>& m_tell;
  std::stop_token m_stop;
  TrainingData m_data;
  RunIdentity m_identity;
  model::Manifest m_manifest;
  Network<float> m_network;
  Updater m_updater;
  std::unique_ptr<BatchSource> m_batches;
  RunState m_state;
  std::string m_opening;  // Lines of metrics before the first epoch.
};

}  // namespace

void train(const Configuration& configuration, const fs::path& folder, const TrainOptions& options,
           const std::function<void(const Event&)>& tell, const std::stop_token& stop) {
  requireUsable(folder, options.resume);
  Run run(configuration, folder, options, tell, stop);
  const FolderLock lock(folder);
  requireUsable(folder, options.resume);  // Another run may have begun in it meanwhile.
  run.start(options.resume);
  run.finishEpochs();
  run.finish();
}

}  // namespace rnnvis::training
