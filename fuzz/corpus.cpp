#include "rnnvis/text/corpus.h"

#include "target.h"

// The first byte of an input chooses the settings; the text follows.

namespace rnnvis::fuzz {
namespace {

text::TextSettings settingsOf(unsigned choice) {
  text::TextSettings settings;
  if (choice & 1) settings.level = text::Level::character;
  if (choice & 2) settings.splitting = text::Splitting::punctuation;
  if (choice & 4) settings.lowercase = true;
  if (choice & 8) settings.unknown = "<unk>";
  if (choice & 16) settings.outOfVocabulary = text::OutOfVocabulary::skip;
  if (choice & 32) settings.endOfLine = "<eos>";
  return settings;
}

const text::Vocabulary& vocabulary() {
  static const text::Vocabulary tokens(
      {"<unk>", "<eos>", "a", "b", "the", "\n", " ", "\xc3\xa9", ".", "'", "\xef\xbb\xbf"});
  return tokens;
}

void check(const text::Corpus& corpus, std::size_t bytes) {
  if (corpus.ids.empty() || corpus.starts.front() != 0 || corpus.starts.back() != corpus.ids.size())
    std::abort();
  if (corpus.ids.size() > 2 * bytes + 1) std::abort();
  for (const WordId id : corpus.ids)
    if (id.value < 0 || id.index() >= vocabulary().size()) std::abort();
}

}  // namespace

std::vector<std::string> seeds() {
  const std::string text =
      "the a b\n\nb \xc3\xa9. the's x\r\n\xef\xbb\xbf"
      "A";
  const std::string labelled = "bad\tthe a\n1\tb\n\n0\t. x\n";
  std::vector<std::string> inputs;
  for (const int choice : {0, 8, 16, 1, 9, 17, 10, 14, 40, 41, 48, 63})
    inputs.push_back(static_cast<char>(choice) + text);
  for (const int choice : {64, 72, 73, 80, 106}) inputs.push_back(static_cast<char>(choice) + labelled);
  return inputs;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  static fuzz::MemoryFile file;
  static const std::vector<std::string> classes{"bad", "good"};
  std::string_view input = fuzz::textOf(data, size);
  const unsigned choice = fuzz::takeByte(input);
  const text::TextSettings settings = fuzz::settingsOf(choice);
  const auto names = choice & 64 ? std::span<const std::string>(classes) : std::span<const std::string>();
  const auto& path = file.write(input);
  fuzz::refusalsOnly(
      [&] { fuzz::check(text::readCorpus(path, settings, fuzz::vocabulary(), names), input.size()); });
  fuzz::refusalsOnly([&] {
    const auto encoded = encodeLine(fuzz::takeLine(input), settings, fuzz::vocabulary());
    if (encoded.ids.size() != encoded.surface.size()) std::abort();
  });
  return 0;
}
