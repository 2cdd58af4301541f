#include "word_distribution.h"

#include "rnnvis/scene/display_token.h"

namespace rnnvis::scene {

WordDistribution distributionOf(const DetailInput& input, WordId word) {
  const response::Analysis& analysis = input.analysis();
  WordDistribution result;
  result.word = word;
  result.text = displayToken(analysis.tokens[word.index()]);
  result.count = analysis.count[word.index()];
  if (result.count == 0) return result;
  const auto& offsets = analysis.sampleOffsets;
  const response::Responses& responses = input.responses();
  const std::int32_t row = analysis.row[word.index()];
  result.samples = static_cast<std::size_t>(offsets[word.index() + 1] - offsets[word.index()]);
  result.mean = responses.mean.matrix().row(word.value).cast<double>();
  result.quantiles = responseQuantiles(analysis, input.clustering().layer, input.clustering().state, word);
  result.distinguishable =
      distinguishable(analysis, input.clustering().layer, input.clustering().state, word);
  const double reach = response::confidenceInterval(0, 1, analysis.blocks[word.index()]).high;
  const VectorD error = reach * responses.error.matrix().row(row).cast<double>();
  result.low = result.mean - error;
  result.high = result.mean + error;
  if (responses.written.matrix().size() > 0)
    result.written = responses.written.matrix().row(row).cast<double>();
  return result;
}

void reorder(WordDistribution& word, const UnitRow& row) {
  for (VectorD* values : {&word.mean, &word.low, &word.high, &word.written}) *values = inOrder(*values, row);
  word.quantiles = columnsInOrder(word.quantiles, row);
  word.distinguishable = inOrder(word.distinguishable, row);
}

}  // namespace rnnvis::scene
