#pragma once

#include "rnnvis/model/reading.h"
#include "rnnvis/model/trace.h"

#include <vector>

namespace rnnvis::model {

/// The given signals of every layer over a whole corpus, a row a token in the order of the text; logits too where
/// asked for (every token's, as trace() has them). Memory is that of the result. Throws Error as readCorpus() does,
/// for logits that the model does not have, and for a result of more than 8 GB.
Trace traceCorpus(const TextModel& model, const text::Corpus& corpus, const std::vector<Signal>& signals,
                  bool withLogits, const ReadingOptions& options, const RunControl& control = {});

}  // namespace rnnvis::model
