#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/compare/matching.h"
#include "rnnvis/compare/subject.h"
#include "rnnvis/model/paired_reading.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rnnvis::compare {

/// What two models do over the same tokens of one text, which both read side by side.
struct JointReading {
  std::string corpus;  ///< The text that both read: A's, also where B was analysed on another one.
  /// Debiased linear CKA of the states (not the responses) after each token, [layers of A][layers of B]; of
  /// every layer the kind of state that its side compares.
  MatrixD cka;
  Sides<std::vector<std::string>> layers;  ///< "layer0", "layer1.reverse", as rows and columns of `cka`.
  /// [nA, nB] Pearson's correlation over the tokens of each unit's responses Δs, of the compared layers: the
  /// matching is to make profiles of responses comparable, and states, which drift, are alike by chance more
  /// easily than their changes.
  MatrixD correlation;
  UnitMatching matching;    ///< By |correlation|; where units are the same on both sides each with itself.
  Rotation rotation;        ///< Of the responses, about their mean; [nA, nB].
  std::size_t tokens = 0;   ///< That both end at the same place of the text; sums are over these.
  Sides<std::size_t> read;  ///< That each has read.
  Sides<model::ReadingReport> reading;
};

struct JointOptions {
  /// As model::readCorpus takes them. One context for both: `stream` where both would read one, else
  /// `sentence`. One number of parts for both, the larger one.
  model::ReadingOptions reading;
};

/// Reads A's text with both models in step and sums over the tokens that end at the same byte of it, which
/// are all of them where both tokenize alike, and the ends of words where one reads words and the other
/// characters. Memory grows with the products of the layers' sizes, not with the tokens. Throws Error where
/// B's model cannot read that text, for recorded states of different texts, and where no token ends at the
/// same place.
JointReading readJointly(const Subjects& subjects, const JointOptions& options = {},
                         const RunControl& control = {});
/// The same of a text in memory. Of the subjects it needs model, layer and state alone.
JointReading readJointly(const Subjects& subjects, const model::SharedText& text,
                         const JointOptions& options = {}, const RunControl& control = {});

}  // namespace rnnvis::compare
