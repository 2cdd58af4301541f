#include "rnnvis/scene/grammar.h"

#include "english_model.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

using namespace rnnvis;
using namespace rnnvis::scene;
using test::English;
using test::SmallScene;
using text::Tag;

namespace {

/// A scene over English words, in grammar mode.
class EnglishScene {
 public:
  EnglishScene() {
    m_small.state.model = test::writeEnglishModel(m_small.folder(), "english", 300).string();
    m_small.state.sentences.clear();
    m_small.state = apply(m_small.state, ShowGrammar{true});
    computed = m_small.compute();
  }
  MainScene layout() const { return SmallScene::layout(computed); }
  MainScene layoutAfter(const Command& command) const {
    return SmallScene::layout(compute(apply(computed.state, command), computed));
  }
  Tag tagOf(const std::string& word) const {
    const auto id = computed.workspace.model->vocabulary.find(word);
    REQUIRE(id);
    return computed.workspace.tags->at(id->index());
  }

  ComputedState computed;

 private:
  SmallScene m_small;
};

}  // namespace

TEST_CASE("every word has the part of speech that it has most often") {
  const EnglishScene english;
  for (const auto& word : English::determiners) CHECK(english.tagOf(word) == Tag::determiner);
  for (const auto& word : English::nouns) CHECK(english.tagOf(word) == Tag::noun);
  for (const auto& word : English::verbs) CHECK(english.tagOf(word) == Tag::verb);
  for (const auto& word : English::adjectives) CHECK(english.tagOf(word) == Tag::adjective);
  for (const auto& word : English::adverbs) CHECK(english.tagOf(word) == Tag::adverb);
  for (const auto& word : English::numbers) CHECK(english.tagOf(word) == Tag::number);
}

TEST_CASE("what stands for something else and what never occurs is other") {
  const EnglishScene english;
  for (const char* word : {"<unk>", "<eos>", "absent"}) CHECK(english.tagOf(word) == Tag::other);
}

TEST_CASE("words are tagged once a text, when grammar mode first asks") {
  const EnglishScene english;
  const ComputedState plain = compute(apply(english.computed.state, ShowGrammar{false}));
  CHECK(!plain.workspace.tags);
  std::vector<Stage> stages;
  const auto follow = [&](const ComputedState& previous, const Command& command) {
    stages.clear();
    return compute(apply(previous.state, command), previous, {},
                   [&](Stage stage) { stages.push_back(stage); });
  };
  const ComputedState shown = follow(plain, ShowGrammar{true});
  CHECK(stages == std::vector{Stage::tagging});
  CHECK(*shown.workspace.tags == *english.computed.workspace.tags);
  const ComputedState hidden = follow(shown, ShowGrammar{false});
  CHECK(stages.empty());
  CHECK(follow(hidden, ShowGrammar{true}).workspace.tags == shown.workspace.tags);
  CHECK(stages.empty());
  follow(shown, ToggleTag{Tag::verb});
  CHECK(stages.empty());
  CHECK(follow(shown, SetClusters{3}).workspace.tags == shown.workspace.tags);
  const std::string text = shown.workspace.model->path.string() + "/test.txt";
  CHECK(follow(shown, SetCorpus{text}).workspace.tags != shown.workspace.tags);
  CHECK(std::ranges::count(stages, Stage::tagging) == 1);
}

TEST_CASE("the legend counts the words of the clouds and has a place for each tag") {
  const EnglishScene english;
  const MainScene scene = english.layout();
  std::map<Tag, std::size_t> counts;
  for (const Cloud& cloud : scene.clouds) {
    CHECK(cloud.hidden.empty());
    for (const CloudWord& word : cloud.words) {
      REQUIRE(word.tag);
      CHECK(*word.tag == english.computed.workspace.tags->at(word.word.index()));
      CHECK_FALSE(word.isFaint);
      ++counts[*word.tag];
    }
  }
  REQUIRE(scene.tags.size() == counts.size());
  CHECK(counts.size() >= 6);
  for (std::size_t i = 0; i < scene.tags.size(); ++i) {
    const TagMark& mark = scene.tags[i];
    CHECK(mark.words == counts[mark.tag]);
    CHECK(mark.label == std::string(describe(mark.tag)) + " " + std::to_string(mark.words));
    CHECK(mark.box.right() <= scene.size.width);
    CHECK(std::get<Tag>(hitTest(scene, mark.box.center()).item) == mark.tag);
    for (std::size_t j = 0; j < i; ++j) CHECK_FALSE(mark.box.overlaps(scene.tags[j].box));
  }
}

TEST_CASE("the filter leaves words of other parts of speech faint") {
  const EnglishScene english;
  const MainScene scene = english.layoutAfter(ToggleTag{Tag::noun});
  for (const Cloud& cloud : scene.clouds)
    for (const CloudWord& word : cloud.words) CHECK(word.isFaint == (word.tag != Tag::noun));
  for (const TagMark& mark : scene.tags) {
    CHECK(mark.isChosen == (mark.tag == Tag::noun));
    CHECK(mark.isFaint == (mark.tag != Tag::noun));
  }
  // A tag that no word has stays in the legend while it is chosen, so that it can be given up.
  const MainScene none = english.layoutAfter(ToggleTag{Tag::particle});
  CHECK(std::ranges::count(none.tags, Tag::particle, &TagMark::tag) == 1);
  for (const Cloud& cloud : none.clouds)
    for (const CloudWord& word : cloud.words) CHECK(word.isFaint);
}

TEST_CASE("without grammar mode words are as they were") {
  const EnglishScene english;
  const MainScene scene = english.layoutAfter(ShowGrammar{false});
  CHECK(scene.tags.empty());
  for (const Cloud& cloud : scene.clouds)
    for (const CloudWord& word : cloud.words) CHECK((!word.tag && !word.isFaint));
}

TEST_CASE("tags enter and leave the filter") {
  AnalyticState state = apply(apply({}, ToggleTag{Tag::noun}), ToggleTag{Tag::verb});
  CHECK(state.grammar.filter == std::set{Tag::noun, Tag::verb});
  CHECK_FALSE(state.grammar.isShown);
  CHECK(state.grammar.keeps(Tag::verb));
  CHECK_FALSE(state.grammar.keeps(Tag::adverb));
  state = apply(apply(state, ToggleTag{Tag::noun}), ToggleTag{Tag::verb});
  CHECK(state.grammar == Grammar{});
  CHECK(state.grammar.keeps(Tag::adverb));
}

TEST_CASE("the line of a word touches no other word") {
  const EnglishScene english;
  std::size_t lines = 0;
  for (const Size size : {Size{1400, 900}, Size{700, 480}}) {
    const MainScene scene = SmallScene::layout(english.computed, size);
    for (const Cloud& cloud : scene.clouds)
      for (const CloudWord& word : cloud.words) {
        if (!isUnderlined(*word.tag)) continue;
        ++lines;
        const double y = word.origin.y + lineBelow * word.pixels;
        CHECK(word.box.bottom() > y);
        // Letters of this measure are solid blocks, so that boxes say what is covered.
        for (const CloudWord& other : cloud.words)
          if (&other != &word) CHECK_FALSE(other.box.overlaps({word.box.x, y - 0.5, word.box.width, 1}));
      }
  }
  CHECK(lines > 10);
}
