#include "rnnvis/scene/subject.h"

#include <utility>

namespace rnnvis::scene {

compare::Subject subjectOf(std::shared_ptr<const model::TextModel> model, std::string corpus,
                           std::shared_ptr<const response::Analysis> analysis, const Clustering& clustering) {
  return {std::move(model),
          std::move(corpus),
          std::move(analysis),
          clustering.layer,
          clustering.state,
          clustering.words,
          std::make_shared<const cocluster::CoClustering>(clustering.groups),
          clustering.wordClusters,
          clustering.unitClusters};
}

}  // namespace rnnvis::scene
