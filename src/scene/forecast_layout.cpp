#include "layout.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>

namespace rnnvis::scene {
namespace {

constexpr double titleHeight = 18, lineHeight = 13.5, padding = 6;
constexpr double percentWidth = 32;
constexpr double lowestColumn = 300;  // Below it tokens need the room.

std::string percent(double probability) {
  return probability < 0.0005 ? "< 0.1 %" : fmt::format("{:.1f} %", 100 * probability);
}

void fill(const LayoutInput& input, TokenPlace place, MainScene& scene) {
  Forecast& forecast = *scene.forecast;
  const SentenceReading& reading = input.workspace().sentences[place.sentence];
  const bool isLanguage = input.workspace().model->manifest.task == model::Task::languageModel;
  const Rect& box = forecast.box;
  forecast.title = elided(fmt::format("{} “{}”", isLanguage ? "Next word after" : "Class after",
                                      displayToken(reading.sentence->tokens[place.token])),
                          box.width - 12, titlePixels, input.measure, true);
  forecast.lines.clear();
  double y = box.y + titleHeight;
  const double names = 0.4 * (box.width - percentWidth);
  for (const sequence::Prediction& prediction : reading.predictions[place.token]) {
    const Rect line{box.x + padding, y, box.width - 2 * padding, lineHeight};
    const std::string name = displayToken(input.workspace().model->outputName(prediction.output));
    forecast.lines.push_back(
        {line,
         {line.x + names, y + 3, prediction.probability * (line.width - names - percentWidth - 14),
          lineHeight - 6},
         elided(name, names - 6, predictionPixels, input.measure),
         percent(prediction.probability)});
    y += lineHeight;
  }
}

/// The selected token, else the last one of the first sentence that has predictions.
std::optional<TokenPlace> firstPlace(const LayoutInput& input) {
  const auto& sentences = input.workspace().sentences;
  if (const auto place = input.token(); place && place->token < sentences[place->sentence].predictions.size())
    return place;
  for (std::size_t s = 0; s < sentences.size(); ++s)
    if (!sentences[s].predictions.empty()) return TokenPlace{s, sentences[s].predictions.size() - 1};
  return std::nullopt;
}

}  // namespace

double forecastHeight(std::size_t lines, const Rect& column) {
  if (lines == 0 || column.height < lowestColumn) return 0;
  return titleHeight + static_cast<double>(lines) * lineHeight + padding;
}

void layoutForecast(const LayoutInput& input, const Rect& box, MainScene& scene) {
  const auto place = firstPlace(input);
  if (!place) return;
  scene.forecast = Forecast{box, {}, {}};
  fill(input, *place, scene);
}

void showForecast(const ComputedState& computed, std::optional<TokenPlace> place, const TextMeasure& measure,
                  MainScene& scene) {
  MainOptions options;
  options.size = scene.size;
  const LayoutInput input{{computed}, options, measure};
  const auto& sentences = computed.workspace.sentences;
  if (!place || place->token >= sentences[place->sentence].predictions.size()) place = firstPlace(input);
  if (scene.forecast && place) fill(input, *place, scene);
}

}  // namespace rnnvis::scene
