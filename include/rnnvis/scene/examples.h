#pragma once

#include "rnnvis/response/example_contexts.h"
#include "rnnvis/scene/detail.h"
#include "rnnvis/scene/geometry.h"
#include "rnnvis/scene/text_measure.h"

#include <memory>
#include <string>
#include <vector>

namespace rnnvis::scene {

/// Which occurrences are to be shown.
struct ExampleRequest {
  std::shared_ptr<const model::TextModel> model;
  std::shared_ptr<const response::Analysis> analysis;
  std::string corpus;
  LayerId layer;
  model::Signal state = model::Signal::h;
  UnitId unit;
  std::vector<WordId> words;
  friend bool operator==(const ExampleRequest&, const ExampleRequest&) = default;
};

/// A token of an example.
struct ShownToken {
  WordId word;
  std::string text;
  double state = 0, response = 0;
};

/// An occurrence of a word in the text.
struct ShownExample {
  std::string word;
  std::string note;  ///< Of the word: "21 times · mean response +1.49".
  std::size_t position = 0, document = 0;
  std::size_t at = 0;  ///< The word among the tokens.
  std::vector<ShownToken> tokens;
};

/// What a unit does around occurrences of the words that it answers to.
struct ExamplesDetail {
  UnitId unit;
  char state = 'h';
  std::string note;  ///< How the values came about.
  std::vector<ShownExample> examples;
  double stateRange = 0, responseRange = 0;  ///< 95 % of the absolute values are at most this.
};

/// What to look for, for each unit of the detail.
std::vector<ExampleRequest> exampleRequests(const ComputedState& computed, const UnitDetail& detail);

/// Reads the text around the occurrences (response::exampleContexts()), for each request; one scale for all.
std::vector<ExamplesDetail> findExamples(const std::vector<ExampleRequest>& requests,
                                         const RunControl& control = {});

/// A line above the examples of a word.
struct ExampleHeading {
  Rect box;
  std::string text;
  std::string note;
  double noteLeft = 0;
};

/// A token on its coloured ground: which, and how strong relative to the range, clamped to −1 to 1.
struct ExampleBox {
  Rect box;
  std::size_t example = 0, token = 0;
  double value = 0;
  bool isWord = false;
};

/// Examples as plain numbers, flowing text.
struct ExampleScene {
  Size size;
  std::vector<ExampleHeading> headings;
  std::vector<ExampleBox> boxes;
  static constexpr double headingPixels = 11.5;
  static constexpr double textPixels = 12;
  static constexpr double textHeight = 17;  ///< Of a box; below it lies the bar of its value.
};

/// Lays out examples in so many pixels' width.
ExampleScene layoutExamples(const ExamplesDetail& detail, bool responses, double width,
                            const TextMeasure& measure);

}  // namespace rnnvis::scene
