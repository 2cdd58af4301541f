// pack_words INPUT: packs words as the window does and says how long that takes, for compare.mjs.
//
// INPUT: {"width": …, "height": …, "words": [{"text": …, "pixels": …}, …]}, the largest first.
// Output: {"words": [{"x": …, "y": …} or null, …], "cached": [ms, …], "uncached": [ms, …]}; x and y are the
// start of a word's baseline; uncached times include drawing every word once.

#include "cloud_words.h"
#include "fonts.h"
#include "offscreen_application.h"
#include "qt_text_measure.h"
#include "text_measure_cache.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <fstream>
#include <iostream>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

constexpr int repetitions = 15;

using Packed = std::vector<std::optional<PackedWord>>;

Packed pack(const nlohmann::json& input, const TextMeasure& measure) {
  std::vector<WordOfCloud> words;
  const double type = input["words"].front()["pixels"];
  for (const auto& word : input["words"]) {
    WordOfCloud& added = words.emplace_back();
    added.text = word["text"];
    added.closeness = word["pixels"].get<double>() / type;
    measureWord(added, measure);
  }
  aimWords(words);
  const Size box{input["width"], input["height"]};
  return packWords(wordsForBox(words, type, box), box);
}

template <class Work>
double millisecondsOf(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

int main(int, char** argv) {
  const gui::OffscreenApplication application;
  gui::loadFonts();
  const auto input = nlohmann::json::parse(std::ifstream(argv[1]));
  const gui::QtTextMeasure measure;
  nlohmann::json output;
  const gui::TextMeasureCache cache(measure);
  Packed packed = pack(input, cache);
  for (int i = 0; i < repetitions; ++i) {
    output["cached"].push_back(millisecondsOf([&] { packed = pack(input, cache); }));
    output["uncached"].push_back(millisecondsOf([&] { packed = pack(input, measure); }));
  }
  for (const auto& word : packed)
    output["words"].push_back(word ? nlohmann::json{{"x", word->origin.x}, {"y", word->origin.y}}
                                   : nlohmann::json());
  std::cout << output << '\n';
}
