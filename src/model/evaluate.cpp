#include "rnnvis/model/evaluate.h"

#include "rnnvis/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rnnvis::model {
namespace {

constexpr double normalQuantile = 1.959963984540054;  // Of 0.975.
constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A mean over places, and the bounds that its differences between blocks give it.
class BlockMean {
 public:
  /// All places of a block come one after another.
  void add(double value, std::size_t block) {
    if (m_blocks.empty() || m_blockNow != block) m_blocks.emplace_back();
    m_blockNow = block;
    m_blocks.back().sum += value;
    ++m_blocks.back().count;
    m_sum += value;
    ++m_count;
  }

  std::size_t count() const { return m_count; }
  double mean() const { return m_sum / static_cast<double>(m_count); }
  Bounds bounds() const {
    const auto blocks = static_cast<double>(m_blocks.size());
    if (blocks < 2) return {-INFINITY, INFINITY};
    double squares = 0;
    for (const Block& block : m_blocks)
      squares += std::pow(block.sum - static_cast<double>(block.count) * mean(), 2);
    const double error = std::sqrt(blocks / (blocks - 1) * squares) / static_cast<double>(m_count);
    return {mean() - normalQuantile * error, mean() + normalQuantile * error};
  }

 private:
  struct Block {
    double sum = 0;
    std::size_t count = 0;
  };
  std::vector<Block> m_blocks;
  std::size_t m_blockNow = 0;
  double m_sum = 0;
  std::size_t m_count = 0;
};

}  // namespace

std::vector<std::size_t> independentBlocks(const text::Corpus& corpus, Context context) {
  std::vector<std::size_t> blocks(corpus.ids.size());
  if (context == Context::stream) {
    for (std::size_t place = 0; place < blocks.size(); ++place) blocks[place] = place / streamPiece;
    return blocks;
  }
  std::size_t next = 0;
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    const std::size_t length = corpus.starts[d + 1] - corpus.starts[d];
    for (std::size_t t = 0; t < length; ++t) blocks[corpus.starts[d] + t] = next + t / streamPiece;
    next += (length + streamPiece - 1) / streamPiece;
  }
  return blocks;
}

Evaluation evaluate(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                    const RunControl& control, const Intervention* held, Predictions* predictions) {
  const bool isClassifier = model.manifest.task == Task::classifier;
  const Context context = options.context.value_or(defaultContext(model));
  PredictionReader reader(model, corpus, context);
  Evaluation result;
  result.reading = readCorpus(model, corpus, options, reader, control, held);
  Predictions found = reader.take();
  const std::vector<std::size_t> blocks =
      isClassifier ? std::vector<std::size_t>() : independentBlocks(corpus, context);
  BlockMean loss, accuracy;
  std::size_t right = 0;
  for (std::size_t place = 0; place < found.places(); ++place) {
    if (!found.has(place)) continue;
    const bool isRight = found.outputs[place] == found.targets[place];
    right += isRight;
    loss.add(double{found.losses[place]}, isClassifier ? place : blocks[place]);
    accuracy.add(isRight ? 1.0 : 0.0, isClassifier ? place : blocks[place]);
  }
  if (loss.count() == 0)
    fail("{}: a text of {} token leaves nothing to predict; give a longer one", model.path.string(),
         corpus.ids.size());
  result.predictions = loss.count();
  result.loss = loss.mean();
  result.lossBounds = loss.bounds();
  result.perplexity = std::exp(result.loss);
  result.accuracy = accuracy.mean();
  result.accuracyBounds = isClassifier ? shareBounds(right, loss.count()) : accuracy.bounds();
  result.tokens = corpus.ids.size();
  result.documents = corpus.documents();
  if (predictions) *predictions = std::move(found);
  return result;
}

Bounds shareBounds(std::size_t successes, std::size_t trials) {
  if (trials == 0) return {0, 1};
  const auto n = static_cast<double>(trials);
  const double share = static_cast<double>(successes) / n, z2 = normalQuantile * normalQuantile / n;
  const double centre = (share + z2 / 2) / (1 + z2),
               margin = std::sqrt(share * (1 - share) * z2 + z2 * z2 / 4) / (1 + z2);
  return {std::max(0.0, centre - margin), std::min(1.0, centre + margin)};
}

std::vector<std::vector<std::size_t>> confusionOf(const Predictions& predictions, std::size_t classes) {
  std::vector counts(classes, std::vector<std::size_t>(classes));
  for (std::size_t place = 0; place < predictions.places(); ++place)
    if (predictions.has(place))
      ++counts.at(static_cast<std::size_t>(predictions.targets[place]))
            .at(static_cast<std::size_t>(predictions.outputs[place]));
  return counts;
}

std::vector<ClassMeasures> measuresOf(const std::vector<std::vector<std::size_t>>& confusion) {
  const auto ratio = [](std::size_t a, std::size_t b) {
    return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : nan;
  };
  std::vector<ClassMeasures> measures(confusion.size());
  for (std::size_t target = 0; target < confusion.size(); ++target) {
    measures[target].right = confusion[target][target];
    for (std::size_t output = 0; output < confusion.size(); ++output) {
      measures[target].count += confusion[target][output];
      measures[output].predicted += confusion[target][output];
    }
  }
  for (ClassMeasures& of : measures) {
    of.precision = ratio(of.right, of.predicted);
    of.recall = ratio(of.right, of.count);
    of.f1 = ratio(2 * of.right, of.count + of.predicted);
    of.precisionBounds = shareBounds(of.right, of.predicted);
    of.recallBounds = shareBounds(of.right, of.count);
  }
  return measures;
}

Calibration calibrationOf(const Predictions& predictions, std::size_t bins) {
  Calibration result;
  const auto count = static_cast<double>(bins);
  for (std::size_t b = 0; b < bins; ++b)
    result.bins.push_back({static_cast<double>(b) / count, static_cast<double>(b + 1) / count, 0, 0, 0});
  std::size_t total = 0;
  for (std::size_t place = 0; place < predictions.places(); ++place) {
    if (!predictions.has(place)) continue;
    const double confidence = double{predictions.confidences[place]};
    const double at = std::ceil(confidence * count) - 1;
    Calibration::Bin& bin = result.bins[static_cast<std::size_t>(std::clamp(at, 0.0, count - 1))];
    ++bin.count;
    ++total;
    bin.confidence += confidence;
    bin.accuracy += predictions.outputs[place] == predictions.targets[place];
  }
  for (Calibration::Bin& bin : result.bins) {
    const auto n = static_cast<double>(bin.count);
    bin.confidence = bin.count > 0 ? bin.confidence / n : nan;
    bin.accuracy = bin.count > 0 ? bin.accuracy / n : nan;
    if (bin.count > 0)
      result.expectedError += n / static_cast<double>(total) * std::abs(bin.confidence - bin.accuracy);
  }
  return result;
}

}  // namespace rnnvis::model
