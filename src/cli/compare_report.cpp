#include "compare_report.h"

#include "rnnvis/base/error.h"
#include "rnnvis/sequence/sentence.h"

#include <algorithm>

namespace rnnvis::cli {
namespace {

ComparedSentences compareSentences(const CompareReport& report, const std::string& a, const std::string& b) {
  const compare::Subjects& sides = report.subjects;
  ComparedSentences result{{{a}, {b}}, {}, {}};
  try {
    const compare::Baseline<sequence::Sentence> ofA{sequence::readSentence(*sides.a->model, a)};
    const compare::Comparison<sequence::Sentence> ofB{sequence::readSentence(*sides.b->model, b)};
    result.tokens = {{ofA->tokens}, {ofB->tokens}};
    const std::vector<int> none(static_cast<std::size_t>(sides.a->unitClusters), -1);
    const auto& clusters = report.differences.unitClusters;
    result.differences.result =
        compare::compareSentences(sides, ofA, ofB, clusters ? clusters->partner : none);
  } catch (const Error& error) {
    result.differences.problem = error.what();
  }
  return result;
}

}  // namespace

CompareReport compareSides(compare::Subjects subjects,
                           const compare::Sides<std::vector<std::string>>& sentences,
                           const compare::CompareOptions& options, const RunControl& control) {
  CompareReport report{std::move(subjects), options.predictions, {}, {}};
  report.differences = compare::compare(report.subjects, options, control);
  const std::size_t count = std::min(sentences.a->size(), sentences.b->size());
  for (std::size_t s = 0; s < count; ++s)
    report.sentences.push_back(compareSentences(report, (*sentences.a)[s], (*sentences.b)[s]));
  return report;
}

}  // namespace rnnvis::cli
