#include "rnnvis/scene/comparison_scene.h"

#include "words.h"

#include "rnnvis/compare/sentence_differences.h"
#include "rnnvis/compare/shared_words.h"
#include "rnnvis/scene/cluster_titles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace rnnvis::scene {
namespace {

compare::Subjects subjectsOf(const ComputedSides& sides) {
  return {{subjectOf(**sides.a)}, {subjectOf(**sides.b)}};
}

bool areThere(const ComputedSides& sides) {
  return *sides.a && *sides.b;
}

using compare::AlignedTokens;
using compare::TokenSpan;

/// Of a sentence that one side alone has read all tokens stand alone.
std::vector<AlignedTokens> align(const compare::Subjects& subjects, const SentenceReading* a,
                                 const SentenceReading* b) {
  const bool hasA = a && a->sentence, hasB = b && b->sentence;
  if (hasA && hasB)
    return alignTokens(subjects, Baseline<sequence::Sentence>{*a->sentence},
                       Comparison<sequence::Sentence>{*b->sentence});
  std::vector<AlignedTokens> columns;
  const std::size_t tokens = hasA ? a->sentence->tokens.size() : hasB ? b->sentence->tokens.size() : 0;
  for (std::size_t t = 0; t < tokens; ++t)
    columns.push_back({hasA ? compare::Edit::deleted : compare::Edit::inserted,
                       {{TokenSpan{t, hasA ? 1u : 0u}}, {TokenSpan{t, hasB ? 1u : 0u}}}});
  return columns;
}

using Readings = Sides<const SentenceReading*>;

/// The sentence of each side with this index, where there is one.
Readings readingsOf(const ComputedSides& sides, std::size_t index) {
  const auto of = [index](const ComputedState& computed) -> const SentenceReading* {
    return index < computed.workspace.sentences.size() ? &computed.workspace.sentences[index] : nullptr;
  };
  return {{of(**sides.a)}, {of(**sides.b)}};
}

std::size_t mostSentences(const ComputedSides& sides) {
  return std::max((*sides.a)->workspace.sentences.size(), (*sides.b)->workspace.sentences.size());
}

bool isRead(const SentenceReading* reading) {
  return reading && reading->sentence;
}

class GridPair {
 public:
  explicit GridPair(const ComputedSides& sides) : m_sides(sides), m_subjects(subjectsOf(sides)) {}

  Sides<SentenceGrid> build() {
    const std::size_t sentences = mostSentences(m_sides);
    for (std::size_t s = 0; s < sentences; ++s) addSentence(s, sentences > 1);
    return std::move(m_grids);
  }

 private:
  using Kind = SentenceRow::Kind;

  void addSentence(std::size_t index, bool isOneOfMany) {
    const Readings readings = readingsOf(m_sides, index);
    const SentenceReading *a = *readings.a, *b = *readings.b;
    const auto isProblem = [](const SentenceReading* reading) { return reading && !reading->sentence; };
    const bool needsHeading = isOneOfMany || isProblem(a) || isProblem(b);
    if (needsHeading)
      add({Kind::heading, {index, 0}, a == nullptr}, {Kind::heading, {index, 0}, b == nullptr});
    const auto hasStart = [](const SentenceReading* r) { return isRead(r) && !r->sentence->start.empty(); };
    if (hasStart(a) || hasStart(b))
      add({Kind::start, {index, 0}, !hasStart(a)}, {Kind::start, {index, 0}, !hasStart(b)});
    addTokens(index, a, b);
    const auto hasSum = [](const SentenceReading* r) { return r && r->contributions.has_value(); };
    if (hasSum(a) || hasSum(b)) add({Kind::sum, {index, 0}, !hasSum(a)}, {Kind::sum, {index, 0}, !hasSum(b)});
    for (const SentenceReading* reading : {a, b})
      if (reading && !reading->predictions.empty()) {
        const std::size_t lines = std::min(mostForecastLines, reading->predictions.front().size());
        for (SentenceGrid* grid : {&m_grids.a.value, &m_grids.b.value})
          grid->forecastLines = std::max(grid->forecastLines, lines);
      }
  }

  void addTokens(std::size_t index, const SentenceReading* a, const SentenceReading* b) {
    const auto token = [index](const TokenSpan& span, std::size_t row, std::size_t rows) {
      const std::size_t before = rows - span.count;  // The last of them stand side by side.
      return row < before ? SentenceRow{Kind::token, {index, 0}, true}
                          : SentenceRow{Kind::token, {index, span.first + row - before}};
    };
    for (const AlignedTokens& column : align(m_subjects, a, b)) {
      const TokenSpan &ofA = *column.tokens.a, &ofB = *column.tokens.b;
      const std::size_t rows = std::max(ofA.count, ofB.count);
      for (std::size_t row = 0; row < rows; ++row) add(token(ofA, row, rows), token(ofB, row, rows));
    }
  }

  void add(const SentenceRow& a, const SentenceRow& b) {
    m_grids.a.value.rows.push_back(a);
    m_grids.b.value.rows.push_back(b);
  }

  const ComputedSides& m_sides;
  compare::Subjects m_subjects;
  Sides<SentenceGrid> m_grids;
};

/// The counterparts of all words of a side, whose typed ids are Baseline<WordId> or Comparison<WordId>.
template <template <class> class Typed>
Counterparts::Words wordsOf(const compare::Subjects& subjects, std::size_t words) {
  Counterparts::Words counterparts(words);
  for (std::size_t i = 0; i < words; ++i)
    if (const auto found = partnerOf(subjects, Typed<WordId>{WordId{static_cast<std::int32_t>(i)}}))
      counterparts[i] = found->value;
  return counterparts;
}

Sides<Counterparts::Tokens> tokensOf(const ComputedSides& sides, const compare::Subjects& subjects) {
  Sides<Counterparts::Tokens> tokens;
  for (std::size_t s = 0; s < mostSentences(sides); ++s) {
    const Readings readings = readingsOf(sides, s);
    auto& ofA = tokens.a.value.emplace_back();
    auto& ofB = tokens.b.value.emplace_back();
    for (const AlignedTokens& column : align(subjects, *readings.a, *readings.b)) {
      const auto last = [](const TokenSpan& span) {
        return span.count > 0 ? std::optional(span.last()) : std::nullopt;
      };
      ofA.insert(ofA.end(), column.tokens.a->count, last(*column.tokens.b));
      ofB.insert(ofB.end(), column.tokens.b->count, last(*column.tokens.a));
    }
  }
  return tokens;
}

std::string upperCase(std::string_view name) {
  std::string text(name);
  for (char& letter : text) letter = static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  return text;
}

bool hasSameGroups(const compare::Subjects& subjects) {
  const cocluster::CoClustering &a = *subjects.a->groups, &b = *subjects.b->groups;
  return subjects.a->words == subjects.b->words && a.wordLabels == b.wordLabels &&
         a.unitLabels == b.unitLabels;
}

Counterparts::Units sameUnits(const ComputedState& computed) {
  Counterparts::Units units;
  for (std::size_t u = 0; u < computed.workspace.clustering->groups.unitLabels.size(); ++u)
    units.emplace_back(UnitId{static_cast<std::int32_t>(u)});
  return units;
}

/// Units in the pairs of a joint reading.
void addMatched(const compare::JointReading& joint, Counterparts& to) {
  const auto ofA = static_cast<std::size_t>(joint.correlation.rows()),
             ofB = static_cast<std::size_t>(joint.correlation.cols());
  to.units = {{Counterparts::Units(ofA)}, {Counterparts::Units(ofB)}};
  to.correlation = {{std::vector<double>(ofA)}, {std::vector<double>(ofB)}};
  for (std::size_t a = 0; a < ofA; ++a) {
    const int partner = joint.matching.partner[a];
    if (partner < 0) continue;
    const auto b = static_cast<std::size_t>(partner);
    to.units.a.value[a] = UnitId{partner};
    to.units.b.value[b] = UnitId{static_cast<std::int32_t>(a)};
    to.correlation.a.value[a] = to.correlation.b.value[b] =
        joint.correlation(static_cast<Eigen::Index>(a), partner);
  }
}

std::string nameOf(Half half) {
  return half == Half::baseline ? "baseline" : "comparison";
}

}  // namespace

compare::Subject subjectOf(const ComputedState& computed) {
  const Workspace& workspace = computed.workspace;
  const Clustering& clustering = *workspace.clustering;
  return {workspace.model,
          computed.state.corpus,
          workspace.analysis,
          clustering.layer,
          clustering.state,
          clustering.words,
          {workspace.clustering, &clustering.groups},
          clustering.wordClusters,
          clustering.unitClusters};
}

Counterparts counterpartsOf(const ComputedSides& sides, const compare::JointReading* joint,
                            const Counterparts* known) {
  Counterparts counterparts;
  if (!areThere(sides)) return counterparts;
  const compare::Subjects subjects = subjectsOf(sides);
  if (known)
    counterparts.words = known->words;
  else
    counterparts.words = {{wordsOf<Baseline>(subjects, subjects.a->analysis->tokens.size())},
                          {wordsOf<Comparison>(subjects, subjects.b->analysis->tokens.size())}};
  counterparts.tokens = tokensOf(sides, subjects);
  if (haveSameModel(subjects) && subjects.a->layer == subjects.b->layer)
    counterparts.units = {{sameUnits(**sides.a)}, {sameUnits(**sides.b)}};
  else if (joint)
    addMatched(*joint, counterparts);
  counterparts.areClustersSame = haveSameUnits(subjects) && haveSameText(subjects) && hasSameGroups(subjects);
  return counterparts;
}

Sides<SentenceGrid> alignedGrids(const ComputedSides& sides) {
  return areThere(sides) ? GridPair(sides).build() : Sides<SentenceGrid>{};
}

SceneHeading headingOf(Half half, const ComputedState& computed, const std::string& performance) {
  const model::TextModel& model = *computed.workspace.model;
  const response::Analysis& analysis = *computed.workspace.analysis;
  const Clustering& clustering = *computed.workspace.clustering;
  const std::vector<std::size_t>& hidden = model.architecture.hidden;
  const bool areEqual =
      std::adjacent_find(hidden.begin(), hidden.end(), std::not_equal_to<>()) == hidden.end();
  const std::string sizes = areEqual
                                ? fmt::format("{} × {}", hidden.size(), hidden.empty() ? 0 : hidden.front())
                                : fmt::format("{}", fmt::join(hidden, " + "));
  SceneHeading heading;
  heading.title =
      fmt::format("{} · {}", half == Half::baseline ? "Baseline" : "Comparison", model.manifest.name);
  heading.subtitle = fmt::format("{} {} · {}, {} · {} text", upperCase(nameOf(model.network.cell)), sizes,
                                 describeLayer(clustering.layer, analysis), describeState(clustering.state),
                                 analysis.info.corpusName);
  if (!performance.empty()) heading.subtitle += " · " + performance;
  return heading;
}

std::string partnerNote(Half from, UnitId unit, const Counterparts& counterparts) {
  const std::string other = nameOf(otherThan(from));
  const auto partner = counterparts.find(from, unit);
  if (!partner) return fmt::format("has no partner in the {}", other);
  const std::vector<double>& correlation = of(counterparts.correlation, from);
  if (correlation.empty()) return fmt::format("is the same in the {}", other);
  return fmt::format("goes with unit {} of the {}, |r| = {:.2f}", partner->value, other,
                     std::abs(correlation[unit.index()]));
}

std::string linkNote(Half half, const ComputedSides& sides, const Counterparts& counterparts) {
  if (!areThere(sides)) return {};
  const ComputedState &here = *of(sides, half), &there = *of(sides, otherThan(half));
  const auto levelOf = [](const ComputedState& computed) {
    return computed.workspace.model->manifest.text.level;
  };
  if (!there.state.selection.words.empty() && levelOf(here) != levelOf(there))
    return levelOf(here) == text::Level::word ? "this side reads words, the other one characters"
                                              : "this side reads characters, the other one words";
  for (const WordId word : there.state.selection.words) {
    const std::string text = inQuotes(displayToken(there.workspace.analysis->tokens[word.index()]));
    const auto counterpart = counterparts.find(otherThan(half), word);
    if (!counterpart) return text + " is not in this vocabulary";
    if (here.workspace.analysis->count[counterpart->index()] == 0)
      return text + " does not occur in this text";
    const auto& shown = here.workspace.clustering->words;
    if (std::find(shown.begin(), shown.end(), *counterpart) == shown.end())
      return text + " is not among the words shown";
  }
  if (!of(counterparts.correlation, half).empty() && !there.state.selection.units.empty()) {
    std::vector<std::string> notes;
    for (const UnitId unit : there.state.selection.units) {
      const auto partner = counterparts.find(otherThan(half), unit);
      notes.push_back(partner ? fmt::format("partner: unit {}, |r| = {:.2f}", partner->value,
                                            std::abs(of(counterparts.correlation, half)[partner->index()]))
                              : fmt::format("no partner for unit {}", unit.value));
    }
    return fmt::format("{}", fmt::join(notes, "; "));
  }
  const auto& token = there.state.selection.token;
  if (token && !counterparts.find(otherThan(half), *token)) return "nothing stands for the selected token";
  return {};
}

}  // namespace rnnvis::scene
