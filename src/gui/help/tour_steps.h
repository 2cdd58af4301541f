#pragma once

#include "rnnvis/scene/analytic_state.h"
#include "rnnvis/scene/workspace.h"

#include <QString>

#include <array>
#include <optional>
#include <span>

namespace rnnvis::gui {

/// What the card of a step points at.
enum class TourPart {
  none,
  chips,
  clouds,
  edges,
  word,
  cell,
  details,
  input,
  glyphs,
  token,
  compare,
  legend
};

/// What a step does to what is shown, before it is told of.
enum class TourDeed { none, selectWord, selectUnit, addSentence, selectToken, comparePair, clear };

/// A step of the tour. `text` is rich text with names in braces, which TourFacts::fill() replaces.
struct TourStep {
  const char* title;
  const char* text;
  TourPart part;
  TourDeed deed;
};

/// From the first look to a finding.
std::span<const TourStep> tourSteps();

/// What the tour tells of a model, by the numbers that are shown.
struct TourFacts {
  static constexpr std::array words{"thee", "you", "thou"};
  static constexpr char sentence[] = "and the lord said unto moses";
  static constexpr std::size_t token = 2;  ///< Of the sentence: "lord".

  std::array<std::optional<WordId>, 3> ids;  ///< Of `words`, where the model knows them.
  /// That answers most to the first word: arg max_j |ŝ(w)_j|, and its response.
  UnitId unit;
  double response = 0;
  QString company;  ///< The words that it answers to most with that sign.
  /// Correlations of expected responses over the units of the layer that is shown: of the first word with the
  /// second, and of the second with the third.
  double alike = 0, unlike = 0;
  std::size_t units = 0;

  /// `text` with {word}, {sentence}, {unit}, {company}, {response}, {first}, {second}, {third}, {alike},
  /// {unlike}, {units} as they are.
  QString fill(QString text) const;
};
TourFacts tourFacts(const scene::ComputedState& computed);

/// The command of a step's deed; absent where there is none. A sentence that is there already is not added
/// again.
std::vector<scene::Command> commandsOf(TourDeed deed, const scene::ComputedState& computed);

/// The folder of the bundled model that the tour goes through; empty where it is not there.
QString tourModel();

}  // namespace rnnvis::gui
