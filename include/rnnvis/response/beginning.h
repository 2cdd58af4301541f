#pragma once

#include "rnnvis/response/analyze.h"
#include "rnnvis/text/corpus.h"

#include <cstddef>
#include <memory>
#include <string>

namespace rnnvis::response {

/// The documents that end within the first `tokens` tokens; where the first one does not, its beginning. The
/// checksum is the whole text's; tokens that became unknown or were skipped are not counted.
text::Corpus beginningOf(const text::Corpus& corpus, std::size_t tokens);

/// analyze() of a text's beginning, to look at while the whole is read: AnalysisInfo::wholeTokens says how
/// much there is. Recorded states have no beginning; throws Error for them.
std::shared_ptr<const Analysis> analyzeBeginning(const model::TextModel& model, const text::Corpus& corpus,
                                                 const std::string& corpusName, std::size_t tokens,
                                                 const AnalyzeOptions& options,
                                                 const RunControl& control = {});

}  // namespace rnnvis::response
