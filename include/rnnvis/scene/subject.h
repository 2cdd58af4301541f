#pragma once

#include "rnnvis/compare/subject.h"
#include "rnnvis/scene/clustering.h"

#include <memory>
#include <string>

namespace rnnvis::scene {

/// One side of a comparison: an analysed model and how its words and units are grouped.
compare::Subject subjectOf(std::shared_ptr<const model::TextModel> model, std::string corpus,
                           std::shared_ptr<const response::Analysis> analysis, const Clustering& clustering);

}  // namespace rnnvis::scene
