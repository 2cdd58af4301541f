#include "rnnvis/response/beginning.h"

#include "rnnvis/base/error.h"

#include <algorithm>

namespace rnnvis::response {

text::Corpus beginningOf(const text::Corpus& corpus, std::size_t tokens) {
  text::Corpus beginning;
  beginning.sha256 = corpus.sha256;
  auto end = std::upper_bound(corpus.starts.begin(), corpus.starts.end(), tokens);
  beginning.starts.assign(corpus.starts.begin(), end);
  if (beginning.starts.size() == 1 && end != corpus.starts.end()) beginning.starts.push_back(tokens);
  beginning.ids.assign(corpus.ids.begin(),
                       corpus.ids.begin() + static_cast<std::ptrdiff_t>(beginning.starts.back()));
  beginning.labels.assign(corpus.labels.begin(),
                          corpus.labels.begin() + static_cast<std::ptrdiff_t>(
                                                      std::min(corpus.labels.size(), beginning.documents())));
  return beginning;
}

std::shared_ptr<const Analysis> analyzeBeginning(const model::TextModel& model, const text::Corpus& corpus,
                                                 const std::string& corpusName, std::size_t tokens,
                                                 const AnalyzeOptions& options, const RunControl& control) {
  if (model.recording) fail("{}: recorded states are read as a whole", model.path.string());
  auto result =
      std::make_shared<Analysis>(*analyze(model, beginningOf(corpus, tokens), corpusName, options, control));
  result->info.wholeTokens = corpus.ids.size();
  return result;
}

}  // namespace rnnvis::response
