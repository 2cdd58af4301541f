#pragma once

#include "layout.h"
#include "word_packing.h"

#include <string>
#include <vector>

namespace rnnvis::scene {

/// A word of a cloud before it has a size. Lengths are in heights of its type.
struct WordOfCloud {
  WordId word;
  std::string text;
  bool isBold = false, isSpecial = false;
  bool isUnderlined = false;  ///< By its part of speech, in grammar mode.
  double closeness = 1;  ///< From 1 for the word nearest to the centroid down to 0.6: its size over theirs.
  std::shared_ptr<const InkShape> shape;
  double smallest = 7;  ///< Pixels of its type, at least.
  double width = 0;
  double area = 0;  ///< That it takes among others.
  Point target;     ///< See WordToPack; where the cloud fills its box.

  /// Its type where the nearest word has `type` pixels and there is room for `room` across.
  double pixelsAt(double type, double room) const;
};

/// The words of each cloud, those nearest to its centroid first; none of them wider than `room` in the
/// smallest type.
std::vector<std::vector<WordOfCloud>> wordsOfClouds(const LayoutInput& input, double room);

/// Fills in the lengths of a word whose text and weight are known.
void measureWord(WordOfCloud& word, const TextMeasure& measure);

/// Aims each of a cloud's words, the largest first, at the side of the middle that is given by its text
/// alone, the larger ones nearer to the middle: a word keeps its place while others come and go.
void aimWords(std::vector<WordOfCloud>& words);

/// What the words take of a box so wide, in square pixels.
double areaOf(const std::vector<WordOfCloud>& words, double type, double room);

/// The words as they go into a box: few gather in the middle of it; tokens that are no words stand apart in a
/// corner.
std::vector<WordToPack> wordsForBox(const std::vector<WordOfCloud>& words, double type, Size box);

}  // namespace rnnvis::scene
