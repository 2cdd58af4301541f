#include "rnnvis/scene/examples.h"

#include "words.h"

#include <fmt/format.h>

#include <algorithm>

namespace rnnvis::scene {
namespace {

constexpr double headingHeight = 20;
constexpr double barHeight = 10;
constexpr double lineHeight = ExampleScene::textHeight + barHeight + 4;
constexpr double padding = 3;  // Left and right of a token's text.
constexpr double spacing = 1;  // Between tokens.
constexpr double exampleGap = 7;
constexpr double wordGap = 8;

class ExampleLayout {
 public:
  ExampleLayout(const ExamplesDetail& detail, bool responses, double width, const TextMeasure& measure)
      : m_detail(detail),
        m_responses(responses),
        m_range(responses ? detail.responseRange : detail.stateRange),
        m_width(width),
        m_measure(measure) {}

  ExampleScene run() {
    for (std::size_t e = 0; e < m_detail.examples.size(); ++e) {
      const ShownExample& example = m_detail.examples[e];
      if (e == 0 || example.word != m_detail.examples[e - 1].word) addHeading(example, e > 0);
      addTokens(e);
    }
    m_scene.size = {m_width, m_y};
    return std::move(m_scene);
  }

 private:
  void addHeading(const ShownExample& example, bool isBelow) {
    if (isBelow) m_y += wordGap;
    const std::string word =
        elided(example.word, 0.5 * m_width, ExampleScene::headingPixels, m_measure, true);
    const double left = m_measure.size(word, ExampleScene::headingPixels, true).width + 8;
    m_scene.headings.push_back({{0, m_y, m_width, headingHeight},
                                word,
                                elided(example.note, m_width - left, ExampleScene::headingPixels, m_measure),
                                left});
    m_y += headingHeight;
  }

  void addTokens(std::size_t e) {
    const ShownExample& example = m_detail.examples[e];
    double x = 0;
    for (std::size_t t = 0; t < example.tokens.size(); ++t) {
      const ShownToken& token = example.tokens[t];
      const bool isWord = t == example.at;
      const double text = m_measure.size(token.text, ExampleScene::textPixels, isWord).width;
      const double width = std::min(m_width, text + 2 * padding);
      if (x > 0 && x + width > m_width) {
        x = 0;
        m_y += lineHeight;
      }
      const double value = m_responses ? token.response : token.state;
      m_scene.boxes.push_back({{x, m_y, width, ExampleScene::textHeight + barHeight},
                               e,
                               t,
                               m_range > 0 ? std::clamp(value / m_range, -1.0, 1.0) : 0,
                               isWord});
      x += width + spacing;
    }
    m_y += lineHeight + exampleGap;
  }

  const ExamplesDetail& m_detail;
  bool m_responses;
  double m_range;
  double m_width;
  const TextMeasure& m_measure;
  ExampleScene m_scene;
  double m_y = 0;
};

}  // namespace

ExampleScene layoutExamples(const ExamplesDetail& detail, bool responses, double width,
                            const TextMeasure& measure) {
  return ExampleLayout(detail, responses, width, measure).run();
}

}  // namespace rnnvis::scene
