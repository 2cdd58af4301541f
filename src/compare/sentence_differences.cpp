#include "rnnvis/compare/sentence_differences.h"

#include "rnnvis/sequence/measures.h"

#include "shared_outputs.h"

#include <algorithm>
#include <functional>

namespace rnnvis::compare {
namespace {

sequence::Measures measuresOf(const Subject& subject, const sequence::Sentence& sentence) {
  return sequence::measure(sentence.trace, subject.layer, subject.state, subject.groups->unitLabels,
                           subject.unitClusters);
}

/// [columns][clusters of A] what `ofA` and `ofB` give for the tokens of a column and a cluster, B less A.
template <class Value>
MatrixD differenceOf(const SentenceDifferences& to, const Value& ofA, const Value& ofB) {
  MatrixD result = MatrixD::Zero(static_cast<Eigen::Index>(to.columns.size()),
                                 static_cast<Eigen::Index>(to.partner.size()));
  for (std::size_t c = 0; c < to.columns.size(); ++c)
    for (std::size_t p = 0; p < to.partner.size(); ++p)
      if (to.columns[c].isPaired() && to.partner[p] >= 0)
        result(static_cast<Eigen::Index>(c), static_cast<Eigen::Index>(p)) =
            ofB(*to.columns[c].tokens.b, to.partner[p]) - ofA(*to.columns[c].tokens.a, static_cast<int>(p));
  return result;
}

/// What a measure says after the last token of a column …
auto atEnd(const MatrixD& measure) {
  return std::function([&measure](const TokenSpan& tokens, int cluster) {
    return measure(static_cast<Eigen::Index>(tokens.last()), cluster);
  });
}
/// … and over all its tokens.
auto inAll(const MatrixD& measure) {
  return std::function([&measure](const TokenSpan& tokens, int cluster) {
    return measure.col(cluster)
        .segment(static_cast<Eigen::Index>(tokens.first), static_cast<Eigen::Index>(tokens.count))
        .sum();
  });
}

void compareMeasures(const Subjects& subjects, const sequence::Sentence& a, const sequence::Sentence& b,
                     SentenceDifferences& to) {
  const sequence::Measures ofA = measuresOf(*subjects.a, a), ofB = measuresOf(*subjects.b, b);
  to.aggregatePositive = differenceOf(to, atEnd(ofA.aggregatePositive), atEnd(ofB.aggregatePositive));
  to.aggregateNegative = differenceOf(to, atEnd(ofA.aggregateNegative), atEnd(ofB.aggregateNegative));
  to.updatedPositive = differenceOf(to, inAll(ofA.updatedPositive), inAll(ofB.updatedPositive));
  to.updatedNegative = differenceOf(to, inAll(ofA.updatedNegative), inAll(ofB.updatedNegative));
}

/// The logits after a token, computed where the sentence was kept without them.
Eigen::RowVectorXf logitsAfter(const model::TextModel& model, const sequence::Sentence& sentence,
                               std::size_t token) {
  const auto row = static_cast<Eigen::Index>(token);
  if (sentence.trace.logits.rows() > row) return sentence.trace.logits.row(row);
  const Matrix& top = sentence.trace.top;
  return logits(model.network, viewOf(top.row(row).data(), 1, top.cols())).row(0);
}

void compareLogits(const Subjects& subjects, const SharedOutputs& outputs, const sequence::Sentence& a,
                   const sequence::Sentence& b, SentenceDifferences& to) {
  for (std::size_t c = 0; c < to.columns.size(); ++c) {
    auto& divergence = to.divergences.emplace_back();
    const AlignedTokens& column = to.columns[c];
    if (!column.isPaired()) continue;
    divergence = outputs.divergence(logitsAfter(*subjects.a->model, a, column.tokens.a->last()),
                                    logitsAfter(*subjects.b->model, b, column.tokens.b->last()));
    if (!to.widest || divergence->nats > to.divergences[*to.widest]->nats) to.widest = c;
  }
}

/// One side's part in a logit.
struct Parts {
  double logit = 0, start = 0, bias = 0;
  std::vector<double> tokens, clusters;
};

Parts partsOf(const Subject& subject, const sequence::Sentence& sentence, std::size_t last,
              const SharedOutputs::CentredRow& row) {
  const Matrix& top = sentence.trace.top;
  const auto at = [&](std::size_t t) { return top.row(static_cast<Eigen::Index>(t)).cast<double>().eval(); };
  Parts parts;
  parts.bias = row.bias;
  double before = parts.start = row.weight.dot(sentence.trace.start.back().h.transpose().cast<double>());
  for (std::size_t t = 0; t <= last; ++t) {
    const double now = row.weight.dot(at(t));
    parts.tokens.push_back(now - before);
    before = now;
  }
  parts.logit = before + row.bias;
  const std::vector<int>& labels = subject.groups->unitLabels;
  const bool isRead = subject.layer.index() + 1 == sentence.trace.layers.size() &&
                      labels.size() == static_cast<std::size_t>(top.cols());
  if (!isRead) return parts;
  parts.clusters.assign(static_cast<std::size_t>(subject.unitClusters), 0);
  const Eigen::RowVectorXd products = row.weight.cwiseProduct(at(last));
  for (std::size_t unit = 0; unit < labels.size(); ++unit)
    parts.clusters[static_cast<std::size_t>(labels[unit])] += products[static_cast<Eigen::Index>(unit)];
  return parts;
}

std::optional<Cause> causeOf(const Subjects& subjects, const SharedOutputs& outputs,
                             const sequence::Sentence& a, const sequence::Sentence& b,
                             const SentenceDifferences& differences, std::size_t column) {
  const model::Network &networkOfA = subjects.a->model->network, &networkOfB = subjects.b->model->network;
  if (column >= differences.divergences.size() || !differences.divergences[column] ||
      differences.divergences[column]->outputs.empty())
    return std::nullopt;
  if (!sequence::decomposes(networkOfA) || !sequence::decomposes(networkOfB)) return std::nullopt;
  const AlignedTokens& tokens = differences.columns[column];
  Cause cause{column, differences.divergences[column]->outputs.front(), {}, {}, {}, {}, {}};
  Parts ofA = partsOf(*subjects.a, a, tokens.tokens.a->last(),
                      outputs.rowOfA(networkOfA, *cause.output.outputA)),
        ofB = partsOf(*subjects.b, b, tokens.tokens.b->last(),
                      outputs.rowOfB(networkOfB, *cause.output.outputB));
  cause.logit = {{ofA.logit}, {ofB.logit}};
  cause.start = {{ofA.start}, {ofB.start}};
  cause.bias = {{ofA.bias}, {ofB.bias}};
  cause.tokens = {{std::move(ofA.tokens)}, {std::move(ofB.tokens)}};
  cause.clusters = {{std::move(ofA.clusters)}, {std::move(ofB.clusters)}};
  return cause;
}

}  // namespace

SentenceDifferences compareSentences(const Subjects& subjects, const Baseline<sequence::Sentence>& a,
                                     const Comparison<sequence::Sentence>& b,
                                     const std::vector<int>& partner) {
  SentenceDifferences result;
  result.columns = alignTokens(subjects, a, b);
  result.edits = static_cast<std::size_t>(
      std::ranges::count_if(result.columns, [](const AlignedTokens& of) { return of.edit != Edit::kept; }));
  result.partner = partner;
  compareMeasures(subjects, *a, *b, result);
  const SharedOutputs outputs(subjects);
  result.problem = outputs.problem();
  if (!result.problem.empty()) return result;
  compareLogits(subjects, outputs, *a, *b, result);
  if (result.widest) result.cause = causeOf(subjects, outputs, *a, *b, result, *result.widest);
  return result;
}

std::optional<Cause> causeAt(const Subjects& subjects, const Baseline<sequence::Sentence>& a,
                             const Comparison<sequence::Sentence>& b, const SentenceDifferences& differences,
                             std::size_t column) {
  if (!differences.problem.empty()) return std::nullopt;
  return causeOf(subjects, SharedOutputs(subjects), *a, *b, differences, column);
}

}  // namespace rnnvis::compare
