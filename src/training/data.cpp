#include "rnnvis/training/data.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/base/sha256.h"
#include "rnnvis/base/split_mix.h"
#include "rnnvis/text/build_vocabulary.h"
#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <string_view>

namespace rnnvis::training {
namespace {

constexpr std::array<std::string_view, 3> partNames{"train", "valid", "test"};

/// Lines of a text, each with its newline.
std::vector<std::string_view> linesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const std::size_t size = newline == std::string_view::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

bool isBlank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Which part each line of a file goes to, 0, 1 or 2: by its place, or of a classifier at random.
std::vector<std::size_t> cutLines(std::size_t lines, bool atRandom, std::uint64_t seed) {
  std::vector<std::size_t> order(lines);
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (atRandom) SplitMix64(seed, 0).choose(order, lines);
  std::vector<std::size_t> part(lines);
  for (std::size_t place = 0; place < lines; ++place)
    part[order[place]] = 10 * place < 8 * lines ? 0 : 10 * place < 9 * lines ? 1 : 2;
  return part;
}

/// A file of valid UTF-8, without an editor's mark before its first word or label.
std::string readText(const std::filesystem::path& path, const Configuration& configuration) {
  std::string text = readFile(path);
  text::requireUtf8(text, path.string());
  const bool markIsText =
      configuration.data.text.level == text::Level::character && !configuration.isClassifier();
  if (!markIsText && text.starts_with(text::byteOrderMark)) text.erase(0, text::byteOrderMark.size());
  return text;
}

std::vector<DataPart> cutFile(const Configuration& configuration) {
  const std::filesystem::path& path = configuration.data.file;
  const std::string text = readText(path, configuration);
  std::vector<std::string_view> lines = linesOf(text);
  std::erase_if(lines, [&](std::string_view line) { return configuration.isClassifier() && isBlank(line); });
  constexpr std::size_t fewest = 10;
  if (lines.size() < fewest)
    fail("{} has {} lines, too few to cut in three parts; give at least {}, or the files train and valid",
         path.string(), lines.size(), fewest);
  std::vector<DataPart> parts;
  for (std::string_view name : partNames) parts.push_back({std::string(name), path, {}, {}});
  const auto partOf = cutLines(lines.size(), configuration.isClassifier(), configuration.training.seed);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string& part = parts[partOf[i]].text;
    part += lines[i];
    if (lines[i].back() != '\n') part += '\n';
  }
  return parts;
}

std::vector<DataPart> readParts(const Configuration& configuration) {
  const Configuration::Data& data = configuration.data;
  if (!data.file.empty()) return cutFile(configuration);
  std::vector<DataPart> parts;
  const std::array paths{data.train, data.valid, data.test};
  for (std::size_t k = 0; k < paths.size() && !paths[k].empty(); ++k)
    parts.push_back({std::string(partNames[k]), paths[k], readText(paths[k], configuration), {}});
  return parts;
}

/// The label and the rest of line number `number` of a classifier's text.
std::pair<std::string_view, std::string_view> splitLabel(std::string_view line, const DataPart& part,
                                                         std::size_t number) {
  const std::size_t tab = line.find('\t');
  if (tab == std::string_view::npos)
    fail("{}: line {}: no tab; a classifier's text has label<TAB>text on every line", part.path.string(),
         number);
  return {line.substr(0, tab), line.substr(tab + 1)};
}

/// Calls visit(label, text, line number) for each document of a classifier's text.
template <class Visit>
void visitDocuments(const DataPart& part, const Visit& visit) {
  std::size_t number = 0;
  for (std::string_view line : linesOf(part.text)) {
    ++number;
    if (isBlank(line)) continue;
    const auto [label, document] = splitLabel(line, part, number);
    visit(label, document, number);
  }
}

std::string listOf(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

/// The classes that the configuration names, else those of the training text; all labels are among them.
std::vector<std::string> classesOf(const std::vector<DataPart>& parts,
                                   const std::vector<std::string>& given) {
  constexpr std::size_t most = 1000;
  std::set<std::string, std::less<>> seen;
  visitDocuments(parts[0], [&](std::string_view label, std::string_view, std::size_t number) {
    if (!given.empty() && std::find(given.begin(), given.end(), label) == given.end())
      fail("{}: line {}: the label \"{}\" is none of the classes {}; correct it or list it in [data] classes",
           parts[0].path.string(), number, label, listOf(given));
    if (seen.size() == most)
      fail("{} has more than {} labels; is the label before the tab?", parts[0].path.string(), most);
    seen.emplace(label);
  });
  const std::vector<std::string> classes = given.empty() ? std::vector(seen.begin(), seen.end()) : given;
  for (const std::string& name : classes)
    if (!seen.contains(name))
      fail("the class \"{}\" has no document in {}; add some, or remove it from [data] classes", name,
           parts[0].path.string());
  if (classes.size() < 2)
    fail("{} has only the label \"{}\"; a classifier needs documents of at least two classes",
         parts[0].path.string(), listOf(classes));
  for (std::size_t k = 1; k < parts.size(); ++k)
    visitDocuments(parts[k], [&](std::string_view label, std::string_view, std::size_t number) {
      if (!seen.contains(label))
        fail("{}: line {}: the label \"{}\" never occurs in the training text, which has {}; correct it",
             parts[k].path.string(), number, label, listOf(classes));
    });
  return classes;
}

text::Vocabulary vocabularyOf(const DataPart& train, const Configuration& configuration) {
  const text::TextSettings& settings = configuration.data.text;
  std::vector<std::string> special;
  for (const auto& token : {settings.unknown, settings.endOfLine})
    if (token) special.push_back(*token);
  std::string documents;
  if (configuration.isClassifier())
    visitDocuments(train, [&](std::string_view, std::string_view document, std::size_t) {
      // Among characters a newline is a token, which labelled text does not have.
      const bool isSeparate = settings.level == text::Level::word || settings.endOfLine;
      documents += isSeparate ? document : document.substr(0, document.find('\n'));
    });
  return text::vocabularyOfText(configuration.isClassifier() ? documents : train.text, train.path.string(),
                                settings, text::TokenOrder::frequency, special,
                                configuration.data.vocabularySize, configuration.data.minimumCount);
}

std::string describePart(const DataPart& part, const TrainingData& data) {
  const text::Corpus& corpus = part.corpus;
  const double tokens = static_cast<double>(corpus.ids.size() + corpus.skipped);
  std::string line =
      fmt::format("{:<5} {} tokens, {} types, {} lines, {:.2f} % unknown", part.name, corpus.ids.size(),
                  countTypes(corpus, data.vocabulary.size()), corpus.documents(),
                  100.0 * static_cast<double>(corpus.unknown + corpus.skipped) / std::max(1.0, tokens));
  const std::vector<std::size_t> counts = classCounts(corpus, data.classNames.size());
  for (std::size_t k = 0; k < counts.size(); ++k)
    line += fmt::format("{} {} {} ({:.1f} %)", k == 0 ? ";" : ",", counts[k], data.classNames[k],
                        100.0 * static_cast<double>(counts[k]) / static_cast<double>(corpus.documents()));
  return line;
}

}  // namespace

TrainingData readTrainingData(const Configuration& configuration) {
  TrainingData data;
  data.isCut = !configuration.data.file.empty();
  data.parts = readParts(configuration);
  if (configuration.isClassifier()) data.classNames = classesOf(data.parts, configuration.data.classes);
  data.vocabulary = vocabularyOf(data.parts[0], configuration);
  Sha256 hash;
  for (DataPart& part : data.parts) {
    const std::string name =
        data.isCut ? fmt::format("{} ({})", part.path.string(), part.name) : part.path.string();
    part.corpus = text::corpusOf(part.text, name, configuration.data.text, data.vocabulary, data.classNames);
    hash.add(fmt::format("{} {}\n", part.name, part.text.size())).add(part.text);
  }
  const std::vector<std::size_t> counts = classCounts(data.train(), data.classNames.size());
  for (std::size_t k = 0; k < counts.size(); ++k)
    if (counts[k] == 0)
      fail("{}: no document of the class \"{}\" has a token; add text to them, or remove the class",
           data.parts[0].path.string(), data.classNames[k]);
  data.sha256 = hash.hexDigest();
  return data;
}

std::vector<std::string> describe(const TrainingData& data) {
  std::vector<std::string> lines;
  for (const DataPart& part : data.parts) lines.push_back(describePart(part, data));
  lines.push_back(fmt::format("vocabulary of {} tokens", data.vocabulary.size()));
  return lines;
}

std::vector<std::size_t> classCounts(const text::Corpus& corpus, std::size_t classes) {
  std::vector<std::size_t> counts(classes);
  for (int label : corpus.labels)
    if (static_cast<std::size_t>(label) < classes) ++counts[static_cast<std::size_t>(label)];
  return counts;
}

std::size_t countTypes(const text::Corpus& corpus, std::size_t vocabularySize) {
  std::vector<bool> seen(vocabularySize);
  for (WordId id : corpus.ids) seen[id.index()] = true;
  return static_cast<std::size_t>(std::count(seen.begin(), seen.end(), true));
}

}  // namespace rnnvis::training
