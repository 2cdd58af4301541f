#include "rnnvis/compare/shared_words.h"

#include <optional>
#include <set>
#include <utility>

namespace rnnvis::compare {
namespace {

std::optional<WordId> unknownOf(const model::TextModel& model) {
  const auto& unknown = model.manifest.text.unknown;
  return unknown ? model.vocabulary.find(*unknown) : std::nullopt;
}

/// The word of `to` that `word` of `from` is.
std::optional<WordId> translate(const model::TextModel& from, const model::TextModel& to, WordId word) {
  if (from.manifest.text.level != to.manifest.text.level) return std::nullopt;
  // A token that stands for something is no spelling, even where the other model has a word spelt like it.
  const std::pair<std::optional<WordId>, std::optional<WordId>> roles[] = {
      {unknownOf(from), unknownOf(to)}, {from.endOfLine, to.endOfLine}, {from.padding, to.padding}};
  for (const auto& [here, there] : roles)
    if (here == word && there) return there;
  if (!from.vocabulary.hasToken(word)) return std::nullopt;
  const auto found = to.vocabulary.find(from.vocabulary.token(word));
  for (const auto& [here, there] : roles)
    if (found && there == found && here && here != word) return std::nullopt;
  return found;
}

std::int64_t countOf(const Subject& subject, WordId word) {
  const auto& count = subject.analysis->count;
  return word.index() < count.size() ? count[word.index()] : 0;
}

std::string problemOf(const Subjects& subjects) {
  if (subjects.a->level() != subjects.b->level())
    return "one side reads words, the other characters, so that no word is compared; layers and sentences "
           "are";
  return "no word is frequent enough on both sides; lower --min-count or take longer texts";
}

}  // namespace

std::optional<Comparison<WordId>> partnerOf(const Subjects& subjects, Baseline<WordId> word) {
  const auto found = translate(*subjects.a->model, *subjects.b->model, *word);
  return found ? std::optional(Comparison<WordId>{*found}) : std::nullopt;
}

std::optional<Baseline<WordId>> partnerOf(const Subjects& subjects, Comparison<WordId> word) {
  const auto found = translate(*subjects.b->model, *subjects.a->model, *word);
  return found ? std::optional(Baseline<WordId>{*found}) : std::nullopt;
}

SharedWords sharedWords(const Subjects& subjects, std::int64_t minimumCount) {
  SharedWords shared;
  std::set<WordId> taken;  // Of A.
  for (const WordId word : subjects.a->words) {
    const auto partner = partnerOf(subjects, Baseline<WordId>{word});
    if (!partner || countOf(*subjects.b, **partner) < minimumCount) {
      shared.leftOut.a.value.push_back({word, partner ? LeftOut::rare : LeftOut::unknown});
      continue;
    }
    shared.words.push_back({{word}, *partner});
    taken.insert(word);
  }
  for (const WordId word : subjects.b->words) {
    const auto partner = partnerOf(subjects, Comparison<WordId>{word});
    if (partner && taken.contains(**partner)) continue;
    if (!partner || countOf(*subjects.a, **partner) < minimumCount)
      shared.leftOut.b.value.push_back({word, partner ? LeftOut::rare : LeftOut::unknown});
    else
      shared.words.push_back({*partner, {word}});
  }
  if (shared.words.empty()) shared.problem = problemOf(subjects);
  return shared;
}

}  // namespace rnnvis::compare
