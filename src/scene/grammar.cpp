#include "rnnvis/scene/grammar.h"

#include "rnnvis/text/tag_corpus.h"

#include "layout.h"
#include "words.h"

#include <algorithm>
#include <array>

namespace rnnvis::scene {
namespace {

constexpr double legendTop = 38;  // Of the tags below the legend's rule.
constexpr double rowHeight = 15;
constexpr double markGap = 12;
constexpr double markPixels = 10;

bool isSpecial(const model::TextModel& model, WordId word) {
  const std::string token = model.vocabulary.token(word);
  return word == model.endOfLine || word == model.padding || token == model.manifest.text.unknown ||
         isSpecialToken(token);
}

/// From left to right, in as many rows as it takes.
void layoutTagLegend(const LayoutInput& input, MainScene& scene) {
  const Rect& column = scene.cloudColumn.area;
  const double left = column.x + 0.02 * column.width;
  const double top = scene.legend.y + legendTop;
  double x = left, row = 0;
  for (TagMark& mark : scene.tags) {
    const double width = input.measure.size(mark.label, markPixels).width + 2;
    if (x > left && x + width > column.right()) {
      x = left;
      ++row;
    }
    mark.box = {x, row, width, 0};
    x += width + markGap;
  }
  const double height = std::min(rowHeight, (scene.legend.bottom() - top) / (row + 1));
  for (TagMark& mark : scene.tags) mark.box = {mark.box.x, top + mark.box.y * height, mark.box.width, height};
}

}  // namespace

std::shared_ptr<const WordTags> tagWords(const model::TextModel& model, std::string_view name,
                                         const RunControl& control) {
  const text::Corpus corpus = openCorpus(model, name);
  const auto tags =
      tagCorpus(corpus, model.manifest.text, model.vocabulary, text::Tagger::bundled(), control);
  WordTags words = frequentTags(corpus, tags, model.vocabulary);
  for (std::size_t word = 0; word < words.size(); ++word)
    if (isSpecial(model, WordId{static_cast<std::int32_t>(word)})) words[word] = text::Tag::other;
  return std::make_shared<const WordTags>(std::move(words));
}

bool isUnderlined(text::Tag tag) {
  return tag != text::Tag::noun && tag != text::Tag::determiner && tag != text::Tag::other;
}

text::Tag tagOf(const WordTags& tags, WordId word) {
  return word.index() < tags.size() ? tags[word.index()] : text::Tag::other;
}

std::shared_ptr<const WordTags> shownTags(const LayoutInput& input) {
  return input.state().grammar.isShown ? input.workspace().tags : nullptr;
}

void layoutGrammar(const LayoutInput& input, MainScene& scene) {
  const Grammar& grammar = input.state().grammar;
  const auto tags = shownTags(input);
  if (!tags) return;
  std::array<std::size_t, text::tagCount> counts{};
  for (WordId word : input.clustering().words) ++counts[static_cast<std::size_t>(tagOf(*tags, word))];
  for (Cloud& cloud : scene.clouds)
    for (CloudWord& word : cloud.words) {
      word.tag = tagOf(*tags, word.word);
      word.isFaint = !grammar.keeps(*word.tag);
    }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const auto tag = static_cast<text::Tag>(i);
    const bool isChosen = grammar.filter.contains(tag);
    if (counts[i] == 0 && !isChosen) continue;
    scene.tags.push_back(
        {tag, counts[i], fmt::format("{} {}", describe(tag), counts[i]), {}, isChosen, !grammar.keeps(tag)});
  }
  layoutTagLegend(input, scene);
}

}  // namespace rnnvis::scene
