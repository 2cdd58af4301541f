#include "rnnvis/model/evaluate.h"

#include "gates.h"
#include "rnnvis/base/error.h"
#include "top.h"

#include <cmath>

namespace rnnvis::model {
namespace {

constexpr std::size_t rowsPerProduct = 64;  // Bounds the memory of logits of large vocabularies.

struct Sums {
  double loss = 0;
  std::size_t predictions = 0;
  std::size_t right = 0;
};

/// Takes the top layer's h of every row that predicts something and adds up losses.
class Evaluator : public BlockConsumer {
 public:
  Evaluator(const TextModel& model, const text::Corpus& corpus, Context context, std::vector<float>* losses)
      : m_model(model),
        m_corpus(corpus),
        m_context(context),
        m_isClassifier(model.manifest.task == Task::classifier),
        m_losses(losses) {
    m_documentOf.resize(corpus.ids.size());
    for (std::size_t d = 0; d < corpus.documents(); ++d)
      std::fill(m_documentOf.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d]),
                m_documentOf.begin() + static_cast<std::ptrdiff_t>(corpus.starts[d + 1]), d);
  }

  const Sums& sums() const { return m_sums; }
  void begin() override {
    m_sums = {};
    if (m_losses) m_losses->assign(m_isClassifier ? m_corpus.documents() : m_corpus.ids.size(), NAN);
  }

  void consume(std::span<const Block> blocks, ThreadPool& pool) override {
    std::vector<Sums> parts(blocks.size());
    pool.forEach(blocks.size(), [&](std::size_t b) { parts[b] = sumsOf(blocks[b]); });
    for (const Sums& part : parts) {
      m_sums.loss += part.loss;
      m_sums.predictions += part.predictions;
      m_sums.right += part.right;
    }
  }

 private:
  /// The output that row `row` should predict, -1 where it predicts none.
  std::int64_t target(const Block& block, std::size_t row) const {
    if (m_isClassifier) {
      const std::int64_t document = block.documentEnd[row];
      return document < 0 ? -1 : m_corpus.labels[static_cast<std::size_t>(document)];
    }
    const std::int64_t position = block.positions[row];
    if (position < 0 || static_cast<std::size_t>(position) + 1 >= m_corpus.ids.size()) return -1;
    const auto here = static_cast<std::size_t>(position);
    if (m_context == Context::sentence && m_documentOf[here] != m_documentOf[here + 1]) return -1;
    return m_corpus.ids[here + 1].value;
  }

  Sums sumsOf(const Block& block) const {
    std::vector<std::size_t> rows;
    std::vector<std::int64_t> targets;
    for (std::size_t row = 0; row < block.tokens.size(); ++row)
      if (const std::int64_t output = target(block, row); output >= 0) {
        rows.push_back(row);
        targets.push_back(output);
      }
    Sums sums;
    for (std::size_t first = 0; first < rows.size(); first += rowsPerProduct) {
      const std::size_t count = std::min(rowsPerProduct, rows.size() - first);
      const Matrix outputs = outputsAfter(m_model, block, std::span(rows).subspan(first, count));
      for (std::size_t i = 0; i < count; ++i) {
        const double loss = add(outputs.row(static_cast<Eigen::Index>(i)), targets[first + i], sums);
        if (m_losses) (*m_losses)[placeOf(block, rows[first + i])] = static_cast<float>(loss);
      }
    }
    return sums;
  }

  /// Where in `losses` the prediction made at a row has its place.
  std::size_t placeOf(const Block& block, std::size_t row) const {
    return static_cast<std::size_t>(m_isClassifier ? block.documentEnd[row] : block.positions[row] + 1);
  }

  /// Adds one prediction to the sums and returns its loss.
  static double add(const Eigen::Ref<const Eigen::RowVectorXf>& outputs, std::int64_t target, Sums& sums) {
    Eigen::Index best = 0;
    outputs.maxCoeff(&best);
    sums.right += best == target;
    ++sums.predictions;
    // A token that the head cannot name has probability 0.
    const double loss =
        target < outputs.size()
            ? logSumExp(outputs.data(), static_cast<std::size_t>(outputs.size())) - outputs[target]
            : INFINITY;
    sums.loss += loss;
    return loss;
  }

  const TextModel& m_model;
  const text::Corpus& m_corpus;
  Context m_context;
  bool m_isClassifier;
  std::vector<float>* m_losses;
  std::vector<std::size_t> m_documentOf;
  Sums m_sums;
};

}  // namespace

Evaluation evaluate(const TextModel& model, const text::Corpus& corpus, const ReadingOptions& options,
                    const RunControl& control, const Intervention* held, std::vector<float>* losses) {
  const std::string name = model.path.string();
  if (!model.predicts())
    fail("{}: the model has no outputs to test; only language models and classifiers have", name);
  if (model.manifest.task == Task::classifier && corpus.labels.empty())
    fail("{}: the text has no labels to test a classifier on", name);
  const Context context = options.context.value_or(defaultContext(model));
  if (model.manifest.task == Task::classifier && context == Context::stream)
    fail("{}: a classifier is tested document by document; use context sentence", name);
  Evaluator evaluator(model, corpus, context, losses);
  Evaluation result;
  result.reading = readCorpus(model, corpus, options, evaluator, control, held);
  const Sums& sums = evaluator.sums();
  if (sums.predictions == 0)
    fail("{}: a text of {} token leaves nothing to predict; give a longer one", name, corpus.ids.size());
  result.predictions = sums.predictions;
  result.loss = sums.loss / static_cast<double>(sums.predictions);
  result.perplexity = std::exp(result.loss);
  result.accuracy = static_cast<double>(sums.right) / static_cast<double>(sums.predictions);
  result.tokens = corpus.ids.size();
  result.documents = corpus.documents();
  return result;
}

}  // namespace rnnvis::model
