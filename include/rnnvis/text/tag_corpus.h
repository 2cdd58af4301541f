#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/text/corpus.h"
#include "rnnvis/text/tagger.h"

#include <vector>

namespace rnnvis::text {

/// A tag for each token of a corpus, each document tagged as a sentence. End-of-line tokens are no part of it
/// and have Tag::other, and so has every token at character level.
std::vector<Tag> tagCorpus(const Corpus& corpus, const TextSettings& settings, const Vocabulary& vocabulary,
                           const Tagger& tagger, const RunControl& control = {});

/// The tag that each index of the vocabulary has most often, ties to the first in Tag's order; Tag::other for
/// one that never occurs. `tags` as tagCorpus() gives them. As many as the vocabulary has indices, or the
/// corpus where it has more.
std::vector<Tag> frequentTags(const Corpus& corpus, std::span<const Tag> tags, const Vocabulary& vocabulary);

}  // namespace rnnvis::text
