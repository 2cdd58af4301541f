#pragma once

#include "rnnvis/cocluster/cocluster.h"
#include "rnnvis/compare/sides.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/response/analysis.h"

#include <memory>
#include <string>
#include <vector>

namespace rnnvis::compare {

/// What stands on one side: a state of a layer of a model, as it answers to the words of a text, in groups.
struct Subject {
  std::shared_ptr<const model::TextModel> model;
  std::string corpus;  ///< As model::openCorpus() takes it.
  std::shared_ptr<const response::Analysis> analysis;
  LayerId layer;  ///< Index into Analysis::layers.
  model::Signal state = model::Signal::h;
  std::vector<WordId> words;  ///< Those that were clustered.
  std::shared_ptr<const cocluster::CoClustering> groups;
  int wordClusters = 0;
  int unitClusters = 0;

  const response::Responses& responses() const { return analysis->responses(layer, state); }
  std::size_t units() const { return model->network.layers.at(layer.index()).sizeOf(state); }
  text::Level level() const { return model->manifest.text.level; }
};
using Subjects = Sides<Subject>;

/// Whether both sides read with the same model: then units are the same, and in the same layer and state each
/// is its own partner.
bool haveSameModel(const Subjects& subjects);
/// Whether both are the same state of the same layer of the same model, so that units can be compared as they
/// are.
bool haveSameUnits(const Subjects& subjects);
/// Whether both were analysed on the same text.
bool haveSameText(const Subjects& subjects);

/// "LSTM-Small, Penn Treebank · layer1 · c · test"
std::string describe(const Subject& subject);

}  // namespace rnnvis::compare
