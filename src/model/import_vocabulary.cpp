#include "import_vocabulary.h"

#include "rnnvis/base/error.h"
#include "rnnvis/model/import.h"
#include "rnnvis/text/build_vocabulary.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace rnnvis::model {
namespace {

namespace fs = std::filesystem;

std::string_view nameOf(text::TokenOrder order) {
  switch (order) {
    case text::TokenOrder::frequency:
      return "by frequency";
    case text::TokenOrder::appearance:
      return "by first appearance";
    case text::TokenOrder::sorted:
      break;
  }
  return "sorted";
}

/// The table of that name; of several without a name, the first whose size fits.
const std::vector<std::string>& tableOf(const std::vector<checkpoint::TokenTable>& tables,
                                        const VocabularySource& source, std::size_t rows,
                                        const std::string& file) {
  std::string names;
  for (const checkpoint::TokenTable& table : tables) {
    if (source.table.empty() ? vocabularyFits(table.tokens, rows) : table.name == source.table)
      return table.tokens;
    names += fmt::format("{}{} ({} tokens)", names.empty() ? "" : ", ", table.name, table.tokens.size());
  }
  if (tables.empty()) fail("{} holds no vocabulary; name a file that has one", file);
  if (!source.table.empty()) fail("{} has no vocabulary {}; name one of: {}", file, source.table, names);
  if (tables.size() == 1) return tables.front().tokens;  // Its size is reported.
  fail("{}: none of its vocabularies fits the model's {} rows: {}", file, rows, names);
}

text::Vocabulary read(const Inspection& inspection, const VocabularySource& source,
                      const text::TextSettings& settings, std::size_t rows) {
  switch (source.kind) {
    case VocabularySource::Kind::printable:
      return text::printableVocabulary();
    case VocabularySource::Kind::inside:
      return text::Vocabulary(
          tableOf(inspection.checkpoint.tokenTables, source, rows, inspection.file.string()));
    case VocabularySource::Kind::text: {
      const auto order = source.order.value_or(text::TokenOrder::frequency);
      // Programs cut rare words off, never late ones.
      const std::size_t limit = order == text::TokenOrder::frequency ? rows : 0;
      return text::vocabularyOfTexts(source.texts, settings, order, source.special, limit);
    }
    case VocabularySource::Kind::file:
      break;
  }
  if (!checkpoint::mayHoldTokenTables(source.path)) return text::readVocabulary(source.path);
  return text::Vocabulary(
      tableOf(checkpoint::readTokenTables(source.path), source, rows, source.path.string()));
}

bool mayBeVocabulary(const fs::directory_entry& entry, const fs::path& weights) {
  constexpr std::array suffixes{".txt", ".json", ".pkl", ".pickle", ".vocab", ".dict", ".pt", ".pth", ".bin"};
  constexpr std::uintmax_t largest = 32u << 20;
  std::error_code unreadable;
  std::string suffix = entry.path().extension().string();
  std::transform(suffix.begin(), suffix.end(), suffix.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  return entry.is_regular_file(unreadable) && std::ranges::find(suffixes, suffix) != suffixes.end() &&
         entry.file_size(unreadable) <= largest && !fs::equivalent(entry.path(), weights, unreadable);
}

/// Vocabularies in the files beside the weights, of which at most `most` are looked at.
void addBeside(const Inspection& inspection, std::size_t rows, std::vector<VocabularySource>& found) {
  constexpr std::size_t most = 32;
  const fs::path folder = inspection.file.has_parent_path() ? inspection.file.parent_path() : ".";
  std::error_code unreadable;
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder, unreadable))
    if (paths.size() < most && mayBeVocabulary(entry, inspection.file)) paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const fs::path& path : paths) {
    VocabularySource source;
    source.path = path;
    try {
      loadVocabulary(inspection, source, {}, rows);
      found.push_back(source);
    } catch (const Error&) {
      // Any other file.
    }
  }
}

}  // namespace

bool vocabularyFits(const std::vector<std::string>& tokens, std::size_t rows) {
  const auto named = tokens.size() - static_cast<std::size_t>(std::ranges::count(tokens, std::string()));
  return tokens.size() <= rows && (rows - named) * 20 <= rows;
}

text::Vocabulary loadVocabulary(const Inspection& inspection, const VocabularySource& source,
                                const text::TextSettings& settings, std::size_t rows) {
  text::Vocabulary vocabulary = read(inspection, source, settings, rows);
  std::size_t named = 0;
  for (std::size_t id = 0; id < vocabulary.size(); ++id)
    named += vocabulary.hasToken(WordId{static_cast<std::int32_t>(id)});
  const bool isRecorded = inspection.architecture && inspection.architecture->isRecorded;
  if (isRecorded ? vocabulary.size() < rows : vocabulary.size() > rows || (rows - named) * 20 > rows)
    fail("{}: {} tokens{} do not fit the {} rows of {}; give the vocabulary that the model was trained with",
         source.describe(), named,
         vocabulary.size() > named ? fmt::format(" at {} indices", vocabulary.size()) : "", rows,
         inspection.file.string());
  return vocabulary;
}

std::vector<VocabularySource> findVocabularies(const Inspection& inspection, std::size_t rows) {
  std::vector<VocabularySource> found;
  for (const checkpoint::TokenTable& table : inspection.checkpoint.tokenTables)
    if (vocabularyFits(table.tokens, rows)) {
      VocabularySource source;
      source.kind = VocabularySource::Kind::inside;
      source.table = table.name;
      found.push_back(source);
    }
  addBeside(inspection, rows, found);
  if (rows == 100) {
    VocabularySource source;
    source.kind = VocabularySource::Kind::printable;
    found.push_back(source);
  }
  return found;
}

std::string VocabularySource::describe() const {
  switch (kind) {
    case Kind::printable:
      return "string.printable";
    case Kind::inside:
      return table.empty() ? "the vocabulary inside the file" : table + " inside the file";
    case Kind::text: {
      std::string names;
      for (const fs::path& text : texts) names += (names.empty() ? "" : " and ") + text.filename().string();
      return fmt::format("tokens of {} {}", names, nameOf(order.value_or(text::TokenOrder::frequency)));
    }
    case Kind::file:
      break;
  }
  return path.filename().string() + (table.empty() ? "" : " (" + table + ")");
}

}  // namespace rnnvis::model
