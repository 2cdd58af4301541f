#pragma once

#include "rnnvis/base/run_control.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/text/corpus.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace rnnvis::response {

/// A corpus in parts whose statistics are taken apart.
struct CorpusSplit {
  std::vector<std::string> names;    ///< Of the parts; at most 32,767.
  std::vector<std::int16_t> partOf;  ///< [tokens] part of each token, −1 where it is in none.
};

/// By the class of the document. Throws Error for a corpus without labels.
CorpusSplit splitByLabel(const text::Corpus& corpus, const std::vector<std::string>& classNames);

/// By the place in the document: the tokens 1, 2–4, 5–8, 9–16, 17–32, 33 and later.
CorpusSplit splitByPosition(const text::Corpus& corpus);

/// Each document in one of two halves, "first" and "second", at random by (seed, index of the document).
/// Throws Error for a corpus of one document.
CorpusSplit splitInHalves(const text::Corpus& corpus, std::uint64_t seed);

/// By a file of tags: a line for each document, a tag for each of its tokens, separated by blanks; `-` leaves
/// a token out. A document's end-of-line token may go without a tag. Throws Error naming the line where the
/// numbers of tags and tokens differ, and for a number of lines that is not that of the documents, more than
/// 256 tags, or none.
CorpusSplit splitByTags(const text::Corpus& corpus, const std::filesystem::path& tags);

/// By the part of speech of the token (text::tagCorpus), the parts named "noun", …, "other"; ends of lines
/// are in none. Throws Error for a model of characters.
CorpusSplit splitByPartOfSpeech(const text::Corpus& corpus, const text::TextSettings& settings,
                                const text::Vocabulary& vocabulary, const RunControl& control = {});

}  // namespace rnnvis::response
