#include "rnnvis/compare/subject.h"

#include <fmt/format.h>

namespace rnnvis::compare {

bool haveSameModel(const Subjects& subjects) {
  const model::TextModel &a = *subjects.a->model, &b = *subjects.b->model;
  return &a == &b || (!a.sha256.empty() && a.sha256 == b.sha256);
}

bool haveSameUnits(const Subjects& subjects) {
  return haveSameModel(subjects) && subjects.a->layer == subjects.b->layer &&
         subjects.a->state == subjects.b->state;
}

bool haveSameText(const Subjects& subjects) {
  const response::AnalysisInfo &a = subjects.a->analysis->info, &b = subjects.b->analysis->info;
  return a.corpusSha256 == b.corpusSha256 && a.part == b.part;
}

std::string describe(const Subject& subject) {
  const response::AnalysisInfo& info = subject.analysis->info;
  return fmt::format("{} · {} · {} · {}{}", subject.model->manifest.name,
                     model::layerName(subject.layer.index(), info.bidirectional), nameOf(subject.state),
                     info.corpusName, info.part.empty() ? "" : " (" + info.part + ")");
}

}  // namespace rnnvis::compare
