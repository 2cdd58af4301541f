#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/text/tokenizer.h"
#include "rnnvis/text/vocabulary.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::text {

/// A text as token ids, cut into documents (lines).
struct Corpus {
  std::vector<WordId> ids;
  /// Document d is ids[starts[d]] … ids[starts[d+1]-1]; size documents()+1.
  std::vector<std::size_t> starts;
  std::vector<int> labels;  ///< Class of each document; empty for text without labels.
  std::size_t unknown = 0;  ///< Tokens that became the unknown token.
  std::size_t skipped = 0;  ///< Tokens left out for want of an unknown token.
  std::string sha256;       ///< Of the file's bytes.

  std::size_t documents() const { return starts.empty() ? 0 : starts.size() - 1; }
};

/// Reads a corpus: a document a line. With class names every line is label<TAB>text, the label a class name
/// or its index; blank lines are passed over. A newline becomes the end-of-line token where settings name one
/// (a last line without newline gets one too); at character level without an end-of-line token, it is the
/// character "\n", except in labelled text, where it only separates documents. Documents without a token are
/// dropped. At character level the "\r" of "\r\n" is a character, and so is a byte order mark, which is
/// passed over at word level and before labels. Linear in the file's size.
///
/// Throws Error naming file and line (and byte) for invalid UTF-8, a missing tab, an unknown label, a token
/// outside the vocabulary under OutOfVocabulary::error, an end-of-line or unknown token that the vocabulary
/// lacks, and for a corpus without any token.
Corpus readCorpus(const std::filesystem::path& path, const TextSettings& settings,
                  const Vocabulary& vocabulary, std::span<const std::string> classNames = {});

/// The same of a text in memory; `name` is what errors name. Leaves sha256 empty.
Corpus corpusOf(std::string_view text, std::string_view name, const TextSettings& settings,
                const Vocabulary& vocabulary, std::span<const std::string> classNames = {});

}  // namespace rnnvis::text
