#include "help/tour_steps.h"

#include "model_library.h"
#include "number_text.h"

#include "rnnvis/response/explain.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr TourStep steps[] = {
    {"A tour of the program",
     "This is an LSTM that was trained to guess the next word of the King James Bible. It has {units} hidden "
     "units in "
     "the layer that is shown: numbers that it keeps while it reads. What has it learned, and where does it "
     "keep it?"
     "<br><br>Press <b>Next</b>, or do what a card says yourself. Esc leaves, and what you had open comes "
     "back.",
     TourPart::none, TourDeed::clear},
    {"Memory chips",
     "Each small square is one hidden unit. Units that answer alike to the words of the text are put into "
     "one "
     "<b>chip</b>. The line above a chip names the groups of words that it answers to most.",
     TourPart::chips, TourDeed::none},
    {"Word clouds",
     "Words that the units answer to alike are put into one <b>cloud</b>; the larger a word, the closer it "
     "is to the "
     "centre of its group. Nobody told the model what a verb or a name is: compare what stands together.",
     TourPart::clouds, TourDeed::none},
    {"Edges",
     "An edge is the mean response of a chip to a cloud. Orange: the words raise the state. Blue and dashed: "
     "they lower "
     "it. The wider, the stronger. Weak ones are hidden; <b>Hide edges below</b> says how many.",
     TourPart::edges, TourDeed::none},
    {"A word",
     "<b>{word}</b> is selected. Every cell now has the colour of its unit’s <b>expected response</b> ŝ: the "
     "mean change "
     "Δc(t) = c(t) − c(t−1) of its state wherever the word occurs. Click any other word to see it change.",
     TourPart::word, TourDeed::selectWord},
    {"What stands behind it",
     "The details show all {units} responses to <b>{word}</b>, not the mean alone: the line is the mean, the "
     "bands hold "
     "the middle 50 % and 82 % of its occurrences. Point at it to read the numbers.",
     TourPart::details, TourDeed::none},
    {"A unit",
     "Unit {unit} answers most to <b>{word}</b>: ŝ = {response}. It is selected now, and words have the "
     "colour of its response to them. What moves it most in the same direction: <i>{company}</i>.",
     TourPart::cell, TourDeed::selectUnit},
    {"A sentence", "Type a sentence here, and the model reads it. <i>{sentence}</i> was typed for you.",
     TourPart::input, TourDeed::addSentence},
    {"Glyphs",
     "Each token has a <b>glyph</b>: a box for each chip says what the chip holds after the token, its "
     "colour what the "
     "token changed, the tick above it what share was kept. At the right stands what the model expects next.",
     TourPart::glyphs, TourDeed::none},
    {"A token",
     "<b>lord</b> is selected: lines lead to the chips that it changed, and cells show what happened at this "
     "place rather "
     "than on average.",
     TourPart::token, TourDeed::selectToken},
    {"A finding",
     "<b>{first}</b> and <b>{third}</b> speak to one person, <b>{second}</b> to many. Yet the model keeps "
     "<b>{first}</b> "
     "with <b>{second}</b>: over {units} units their responses correlate with r = <b>{alike}</b>, those of "
     "<b>{third}</b> "
     "and <b>{second}</b> with r = <b>{unlike}</b>. In this text <i>thee</i> and <i>you</i> are objects and "
     "<i>thou</i> is "
     "a subject: it has sorted these words by their part in the sentence.",
     TourPart::details, TourDeed::comparePair},
    {"Where to go from here",
     "<b>Compare…</b> sets another model, layer or state beside this one. <b>Help ▸ Keyboard shortcuts</b> "
     "lists all keys, "
     "F1 is the legend, Ctrl+E writes a picture. To look into a model of your own, drop its weights on the "
     "window.",
     TourPart::compare, TourDeed::clear}};

std::optional<WordId> wordCalled(const scene::ComputedState& computed, const std::string& text) {
  const auto& tokens = computed.workspace.analysis->tokens;
  const auto found = std::find(tokens.begin(), tokens.end(), text);
  if (found == tokens.end()) return std::nullopt;
  return WordId{static_cast<std::int32_t>(found - tokens.begin())};
}

double correlation(const VectorD& a, const VectorD& b) {
  const VectorD x = (a.array() - a.mean()).matrix(), y = (b.array() - b.mean()).matrix();
  const double size = x.norm() * y.norm();
  return size > 0 ? x.dot(y) / size : 0;
}

VectorD responsesTo(const scene::ComputedState& computed, WordId word) {
  const scene::Clustering& clustering = *computed.workspace.clustering;
  return computed.workspace.analysis->responses(clustering.layer, clustering.state)
      .mean.matrix()
      .row(word.value)
      .transpose()
      .cast<double>();
}

/// The words that a unit answers to most with a sign, in the order of the details.
QString companyOf(const scene::ComputedState& computed, UnitId unit, double sign) {
  constexpr std::size_t most = 6;
  const scene::Clustering& clustering = *computed.workspace.clustering;
  const response::Analysis& analysis = *computed.workspace.analysis;
  const response::Explanation answers = explainUnit(analysis, clustering.layer, clustering.state, unit, most,
                                                    computed.state.clustering.minimumCount);
  QStringList words;
  for (const response::Answer& answer : sign < 0 ? answers.negative : answers.positive)
    words << QString::fromStdString(analysis.tokens[answer.word.index()]).toHtmlEscaped();
  return words.join(", ");
}

}  // namespace

std::span<const TourStep> tourSteps() {
  return steps;
}

TourFacts tourFacts(const scene::ComputedState& computed) {
  TourFacts facts;
  std::array<VectorD, TourFacts::words.size()> responses;
  for (std::size_t i = 0; i < facts.ids.size(); ++i) {
    facts.ids[i] = wordCalled(computed, TourFacts::words[i]);
    if (!facts.ids[i]) return facts;
    responses[i] = responsesTo(computed, *facts.ids[i]);
  }
  Eigen::Index strongest = 0;
  responses[0].cwiseAbs().maxCoeff(&strongest);
  facts.unit = UnitId{static_cast<std::int32_t>(strongest)};
  facts.response = responses[0][strongest];
  facts.company = companyOf(computed, facts.unit, facts.response);
  facts.units = static_cast<std::size_t>(responses[0].size());
  facts.alike = correlation(responses[0], responses[1]);
  facts.unlike = correlation(responses[1], responses[2]);
  return facts;
}

QString TourFacts::fill(QString text) const {
  for (const auto& [name, value] :
       std::initializer_list<std::pair<const char*, QString>>{{"{word}", words[0]},
                                                              {"{sentence}", sentence},
                                                              {"{first}", words[0]},
                                                              {"{second}", words[1]},
                                                              {"{third}", words[2]},
                                                              {"{company}", company},
                                                              {"{unit}", QString::number(unit.value)},
                                                              {"{response}", signedText(response)},
                                                              {"{alike}", QString::number(alike, 'f', 2)},
                                                              {"{unlike}", QString::number(unlike, 'f', 2)},
                                                              {"{units}", QString::number(units)}})
    text.replace(name, value);
  return text;
}

std::vector<scene::Command> commandsOf(TourDeed deed, const scene::ComputedState& computed) {
  const TourFacts facts = tourFacts(computed);
  const std::vector<std::string>& sentences = computed.state.sentences;
  const auto place = std::find(sentences.begin(), sentences.end(), TourFacts::sentence);
  switch (deed) {
    case TourDeed::clear:
      return {scene::ClearSelection{}};
    case TourDeed::selectWord:
      if (facts.ids[0]) return {scene::ClearSelection{}, scene::SelectWord{*facts.ids[0]}};
      break;
    case TourDeed::selectUnit:
      return {scene::ClearSelection{}, scene::SelectUnit{facts.unit}};
    case TourDeed::addSentence:
      if (place == sentences.end()) return {scene::AddSentence{TourFacts::sentence}};
      break;
    case TourDeed::selectToken:
      if (place != sentences.end())
        return {scene::ClearSelection{},
                scene::SelectToken{{static_cast<std::size_t>(place - sentences.begin()), TourFacts::token}}};
      break;
    case TourDeed::comparePair:
      if (facts.ids[0] && facts.ids[1] && facts.ids[2])
        return {scene::ClearSelection{}, scene::SelectWord{*facts.ids[0]},
                scene::SelectWord{*facts.ids[1], true}, scene::SelectWord{*facts.ids[2], true}};
      break;
    case TourDeed::none:
      break;
  }
  return {};
}

QString tourModel() {
  for (const ModelEntry& entry : bundledModels())
    if (entry.path.endsWith("/kjv-lstm-128x2")) return entry.path;
  return {};
}

}  // namespace rnnvis::gui
