#include "layout.h"
#include "words.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double largestGlyph = 66;
constexpr double smallestGlyph = 40;
constexpr double headingHeight = 22;
constexpr double trackHeight = 10;  // Above the bars, for the preserved share.
constexpr double footHeight = 9;    // Below them, so that the next glyph's track stands apart.
constexpr double widestBar = 18;

/// What stands in the column, from top to bottom: a heading, a start state or a token.
struct Row {
  enum class Kind { heading, start, token } kind;
  TokenPlace place;
};

class GlyphLayout {
 public:
  GlyphLayout(const LayoutInput& input, MainScene& scene)
      : m_input(input), m_scene(scene), m_area(scene.sentenceColumn->area) {}

  void run() {
    listRows();
    chooseScale();
    const auto headings = static_cast<double>(std::count_if(
        m_rows.begin(), m_rows.end(), [](const Row& row) { return row.kind == Row::Kind::heading; }));
    const double glyphs = static_cast<double>(m_rows.size()) - headings;
    m_height = std::clamp((m_area.height - headings * headingHeight) / std::max(1.0, glyphs), smallestGlyph,
                          largestGlyph);
    m_scene.glyphPixels = m_height - trackHeight - footHeight;
    const std::size_t first = std::min(m_input.options.firstGlyph, m_rows.size() - 1);
    double y = m_area.y;
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
      const double height = m_rows[r].kind == Row::Kind::heading ? headingHeight : m_height;
      if (r < first || y + height > m_area.bottom() + 0.5) {
        if (m_rows[r].kind == Row::Kind::token) ++(r < first ? m_scene.tokensAbove : m_scene.tokensBelow);
        if (r >= first) y = m_area.bottom() + 1;  // Nothing after the first row that does not fit.
        continue;
      }
      place(m_rows[r], {m_area.x, y, m_area.width, height});
      y += height;
    }
  }

 private:
  const SentenceReading& reading(const Row& row) const {
    return m_input.workspace().sentences[row.place.sentence];
  }

  void listRows() {
    const auto& sentences = m_input.workspace().sentences;
    for (std::size_t s = 0; s < sentences.size(); ++s) {
      const bool needsHeading = sentences.size() > 1 || !sentences[s].sentence;
      if (needsHeading) m_rows.push_back({Row::Kind::heading, {s, 0}});
      if (!sentences[s].sentence) continue;
      if (!sentences[s].sentence->start.empty()) m_rows.push_back({Row::Kind::start, {s, 0}});
      for (std::size_t t = 0; t < sentences[s].sentence->tokens.size(); ++t)
        m_rows.push_back({Row::Kind::token, {s, t}});
    }
  }

  /// One scale for all sentences: the span from the lowest to the highest aggregate, the ones before updates
  /// included.
  void chooseScale() {
    for (const SentenceReading& reading : m_input.workspace().sentences) {
      const sequence::Measures& m = reading.measures;
      if (m.aggregatePositive.size() == 0) continue;
      m_top = std::max(
          {m_top, m.aggregatePositive.maxCoeff(), (m.aggregatePositive - m.updatedPositive).maxCoeff()});
      m_bottom = std::min(
          {m_bottom, m.aggregateNegative.minCoeff(), (m.aggregateNegative - m.updatedNegative).minCoeff()});
    }
    m_scene.glyphRange = std::max(1e-9, m_top - m_bottom);
  }

  void place(const Row& row, const Rect& box) {
    if (row.kind == Row::Kind::heading) {
      const SentenceReading& r = reading(row);
      const std::string text = r.sentence ? r.text : r.problem;
      m_scene.headings.push_back({box, elided(text, box.width, titlePixels, m_input.measure), !r.sentence});
      return;
    }
    Glyph glyph;
    glyph.place = row.place;
    glyph.isStart = row.kind == Row::Kind::start;
    glyph.box = box;
    const double clusters = m_input.clustering().unitClusters;
    const double slot = std::min(widestBar + 4, 0.56 * box.width / clusters);
    glyph.bars = {box.x + 6, box.y + trackHeight, slot * clusters, box.height - trackHeight - footHeight};
    glyph.baseline = glyph.bars.y + m_top * pixelsPerUnit();
    for (int p = 0; p < m_input.clustering().unitClusters; ++p)
      glyph.clusters.push_back(barOf(row, glyph, p, slot));
    label(row, glyph);
    m_scene.glyphs.push_back(std::move(glyph));
  }

  double pixelsPerUnit() const { return m_scene.glyphPixels / m_scene.glyphRange; }

  /// A rectangle between two aggregates.
  Rect between(const Glyph& glyph, double x, double width, double a, double b) const {
    const double top = glyph.baseline - std::max(a, b) * pixelsPerUnit();
    return {x, top, width, std::abs(a - b) * pixelsPerUnit()};
  }

  GlyphBar barOf(const Row& row, const Glyph& glyph, int cluster, double slot) const {
    const sequence::Measures& m = reading(row).measures;
    const auto t = static_cast<Eigen::Index>(row.place.token);
    const double x = glyph.bars.x + slot * cluster + slot * 0.12, width = slot * 0.76;
    GlyphBar bar;
    bar.cluster = ClusterId{cluster};
    double up = m.aggregatePositive(t, cluster), down = m.aggregateNegative(t, cluster);
    const double upChange = m.updatedPositive(t, cluster), downChange = m.updatedNegative(t, cluster);
    if (glyph.isStart) {
      up -= upChange;
      down -= downChange;
    } else {
      // An increase lies within the box, a decrease outside it, where the box reached before.
      (upChange > 0 ? bar.gains : bar.losses).push_back(between(glyph, x, width, up, up - upChange));
      (downChange > 0 ? bar.gains : bar.losses).push_back(between(glyph, x, width, down, down - downChange));
      bar.track = {x, glyph.bars.y - trackHeight + 2, width, 5};
      bar.cursor = x + width * m.preserved(t, cluster);
    }
    bar.box = between(glyph, x, width, up, down);
    return bar;
  }

  void label(const Row& row, Glyph& glyph) const {
    const sequence::Sentence& sentence = *reading(row).sentence;
    const double width = glyph.box.right() - glyph.bars.right() - 20;
    if (glyph.isStart) {
      std::string tokens;
      for (const std::string& token : sentence.start)
        tokens += (tokens.empty() ? "" : " ") + displayToken(token);
      glyph.label = elided("start: after " + tokens, width, predictionPixels, m_input.measure);
      return;
    }
    const std::size_t t = row.place.token;
    glyph.isUnknown = m_input.workspace().model->vocabulary.token(sentence.ids[t]) != sentence.tokens[t];
    glyph.isSelected = m_input.token() == row.place;
    glyph.label = elided(displayToken(sentence.tokens[t]), width, tokenPixels, m_input.measure, true);
    const auto& predictions = reading(row).predictions;
    if (t < predictions.size()) glyph.prediction = predictionText(predictions[t], width);
  }

  /// As many of the likeliest outputs as fit a line.
  std::string predictionText(const std::vector<sequence::Prediction>& predictions, double width) const {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, predictions.size()); ++i) {
      const std::string name = displayToken(m_input.workspace().model->outputName(predictions[i].output));
      const std::string longer =
          text + fmt::format("{}{} {:.0f} %", i ? " · " : "→ ", name, 100 * predictions[i].probability);
      if (i > 0 && m_input.measure.size(longer, predictionPixels).width > width) break;
      text = longer;
    }
    return elided(text, width, predictionPixels, m_input.measure);
  }

  const LayoutInput& m_input;
  MainScene& m_scene;
  Rect m_area;
  std::vector<Row> m_rows;
  double m_top = 0, m_bottom = 0, m_height = largestGlyph;
};

}  // namespace

void layoutGlyphs(const LayoutInput& input, MainScene& scene) {
  GlyphLayout(input, scene).run();
}

}  // namespace rnnvis::scene
