#include "detail_hints.h"

#include "drawing.h"

namespace rnnvis::gui {
namespace {

constexpr char howToMove[] =
    "Point at a unit for its values. Wheel: zoom; drag: move; double click: all units; Shift and drag: "
    "light "
    "units on the chips.";

}  // namespace

Hint hintOf(const scene::DistributionDetail& detail) {
  return {detail.asParts ? "Line: the part that is written; dots: the part that forgetting takes away "
                           "(erased); broad line: their sum, the mean response."
                         : "Line: mean response, faint where it cannot be told from the unit’s mean to all "
                           "words (5 % FDR). Bands: 25–75 % and 9–91 % of the occurrences.",
          howToMove};
}

Hint hintOf(const scene::UnitDetail& detail) {
  return {detail.asParts ? "Each line: a word. Full bar: the part that is written; hollow bar: the part that "
                           "forgetting takes away (erased); dot: their sum, the mean response."
                         : "Each line: the responses to one word. Box: the middle half; whisker: 9 to 91 %; "
                           "bar: the median; dot: the mean with its 95 % interval; at the right, how often "
                           "the word occurs.",
          "Click a word to select it. Wheel: zoom; drag: move; double click: all."};
}

Hint hintOf(const scene::ValuesDetail& detail) {
  if (detail.histograms.empty())
    return {"Line: mean of each unit over the text. Bands: 25–75 % and 9–91 % of the tokens.", howToMove};
  return {
      "How many tokens of the text give which value. Below: mean as a dot, median as a bar, the middle "
      "half "
      "as a box, 9 to 91 % as a whisker; beside the name, mean ± standard deviation.",
      {}};
}

Hint hintOf(const scene::ExamplesDetail& detail, bool responses) {
  return {QStringLiteral(
              "Ground and bar of a token: the unit’s %1 there. Bar up: positive; down: "
              "negative; full from ±%2 on. Framed: the word. At most three occurrences of each, chosen at "
              "random; %3.")
              .arg((responses ? "Δ" : "") + QString(QChar(detail.state)))
              .arg(responses ? detail.responseRange : detail.stateRange, 0, 'f', 2)
              .arg(toQt(detail.note)),
          {}};
}

}  // namespace rnnvis::gui
