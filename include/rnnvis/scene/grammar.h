#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/text/tagger.h"

#include <memory>
#include <set>
#include <string_view>
#include <vector>

namespace rnnvis::scene {

/// Grammar mode: words of the clouds in the colours of their parts of speech.
struct Grammar {
  bool isShown = false;
  std::set<text::Tag> filter;  ///< Words of other tags are faint; empty: none is.

  bool keeps(text::Tag tag) const { return filter.empty() || filter.contains(tag); }
  friend bool operator==(const Grammar&, const Grammar&) = default;
};

/// The part of speech of each word of a model: the one that it has most often in a corpus. Words that do not
/// occur there, the tokens that stand for something else ("<unk>", ends of lines, padding) and the characters
/// of a model of characters are text::Tag::other. [as text::frequentTags]
using WordTags = std::vector<text::Tag>;

/// The part of speech of a word; `other` for one that is not listed.
text::Tag tagOf(const WordTags& tags, WordId word);
/// Whether words of that kind have a line below them, plain, dashed or dotted, beside their colour.
bool isUnderlined(text::Tag tag);
/// How far below the baseline its middle is, in heights of the type.
inline constexpr double lineBelow = 0.156;

/// Reads and tags the corpus `name` of a model. Throws Error as model::openCorpus does.
std::shared_ptr<const WordTags> tagWords(const model::TextModel& model, std::string_view name,
                                         const RunControl& control = {});

}  // namespace rnnvis::scene
