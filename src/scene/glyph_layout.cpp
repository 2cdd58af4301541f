#include "layout.h"
#include "sentence_rows.h"
#include "words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

constexpr double widestSlot = 22;  // Of a bar and the room beside it.
constexpr double overviewWidth = 16, overviewGap = 10;
constexpr double forecastGap = 14;             // Room for the number of tokens below.
constexpr double labelGap = 12, labelEnd = 4;  // Between bars and label, and behind it.
constexpr double lowestTrack = 24;             // Glyphs below this height have no preserved shares …
constexpr double lowestPrediction = 42;        // … no predictions …
constexpr double lowestContribution = 24;      // … and no contributions.
constexpr double numbersHeight = 9;            // Of the line with the chips' numbers.
constexpr double numberWidth = 34, widestAxis = 120, narrowestAxis = 24;

std::string signedNumber(double value) {
  return fmt::format("{}{:.2f}", value < 0 ? "−" : "+", std::abs(value));
}

class GlyphLayout {
 public:
  GlyphLayout(const LayoutInput& input, MainScene& scene)
      : m_input(input),
        m_scene(scene),
        m_grid(input.options.grid ? *input.options.grid : gridOf(input.workspace())),
        m_rows(m_grid.rows) {}

  void run() {
    chooseScale();
    Rect area = m_scene.sentenceColumn->area;
    if (const double height = forecastHeight(m_grid.forecastLines, area); height > 0) {
      area.height -= height + forecastGap;
      layoutForecast(m_input, {area.x, area.bottom() + forecastGap, area.width, height}, m_scene);
    }
    m_scene.chipNumbers = {area.x, area.y, area.width, numbersHeight};
    area.y += numbersHeight;
    area.height -= numbersHeight;
    const RowStack stack(m_rows, area.height, m_input.options.glyphHeight);
    const std::size_t first = std::min(m_input.options.firstGlyph, stack.lastFirst());
    const std::size_t end = stack.endFrom(first);
    m_scene.firstRow = first;
    if (first > 0 || end < m_rows.size()) {
      const double left = m_scene.isMirrored ? area.right() - overviewWidth : area.x;
      m_scene.overview =
          layoutOverview(m_input, m_rows, {left, area.y, overviewWidth, area.height}, first, end);
      if (!m_scene.isMirrored) area.x += overviewWidth + overviewGap;
      area.width -= overviewWidth + overviewGap;
    }
    chooseSizes(stack.glyphHeight(), area.width);
    count(first, end);
    for (std::size_t r = first; r < end; ++r) {
      const double height = stack.heightOf(m_rows[r]);
      place(m_rows[r], {area.x, area.y, area.width, height});
      area.y += height;
    }
  }

 private:
  const SentenceReading& reading(const SentenceRow& row) const {
    return m_input.workspace().sentences[row.place.sentence];
  }

  /// One scale for all sentences.
  void chooseScale() {
    const auto [tops, bottoms] = reachOf(m_input.workspace());
    m_top = m_input.scale.glyphTop;
    m_bottom = m_input.scale.glyphBottom;
    m_scene.contributionRange = m_input.scale.contributions;
    m_scene.hasCutGlyphs =
        std::any_of(tops.begin(), tops.end(), [this](double top) { return top > m_top; }) ||
        std::any_of(bottoms.begin(), bottoms.end(), [this](double bottom) { return bottom < m_bottom; });
    m_scene.glyphRange = std::max(1e-9, m_top - m_bottom);
    m_scene.contributionSubject = m_input.workspace().target.name;
    m_scene.contributionProblem = m_input.workspace().target.problem;
  }

  void chooseSizes(double height, double width) {
    m_track = height < lowestTrack ? 0 : std::clamp(0.2 * height, 7.0, 11.0);
    m_foot = std::clamp(0.1 * height, 2.0, 7.0);
    m_slot = std::min(widestSlot, 0.54 * width / m_input.clustering().unitClusters);
    m_scene.glyphPixels = height - m_track - m_foot;
  }

  void count(std::size_t first, std::size_t end) {
    for (std::size_t r = 0; r < m_rows.size(); ++r) {
      const bool isToken = m_rows[r].isToken();
      if (r < first) m_scene.tokensAbove += isToken;
      if (r >= end) m_scene.tokensBelow += isToken;
      const std::size_t sentences = m_scene.sentenceRows.size();
      if (m_rows[r].place.sentence >= sentences) m_scene.sentenceRows.push_back(r);
    }
  }

  void place(const SentenceRow& row, const Rect& box) {
    if (row.isFree) return;
    if (row.kind == SentenceRow::Kind::heading) return placeHeading(row, box);
    if (row.kind == SentenceRow::Kind::sum) return placeSum(row, box);
    Glyph glyph;
    glyph.place = row.place;
    glyph.isStart = row.kind == SentenceRow::Kind::start;
    glyph.box = box;
    const int clusters = m_input.clustering().unitClusters;
    glyph.bars = {box.x + 6, box.y + m_track, m_slot * clusters, m_scene.glyphPixels};
    glyph.baseline = glyph.bars.y + m_top * pixelsPerUnit();
    for (int p = 0; p < clusters; ++p) glyph.clusters.push_back(barOf(row, glyph, p));
    label(row, glyph);
    if (m_scene.isMirrored) mirror(glyph);
    m_scene.glyphs.push_back(std::move(glyph));
  }

  void placeHeading(const SentenceRow& row, const Rect& box) {
    const SentenceReading& r = reading(row);
    const std::string text = r.sentence ? displayLine(r.text) : r.problem;
    m_scene.headings.push_back(
        {box, elided(text, box.width - 4, titlePixels, m_input.measure, true), !r.sentence});
  }

  /// The sum in as many words as there is room for.
  void placeSum(const SentenceRow& row, const Rect& box) {
    const sequence::Contributions& parts = *reading(row).contributions;
    const double sum = parts.sum(parts.tokens.size());
    const std::string start =
        reading(row).sentence->start.empty() ? "" : fmt::format("start {}, ", signedNumber(parts.start));
    const std::string end =
        fmt::format("bias {}: score {}", signedNumber(parts.bias), signedNumber(sum + parts.bias));
    for (const std::string& text :
         {fmt::format("{}tokens {}, {}", start, signedNumber(parts.tokens.sum()), end),
          fmt::format("sum {}, {}", signedNumber(sum), end),
          fmt::format("score {}", signedNumber(sum + parts.bias))})
      if (m_input.measure.size(text, predictionPixels).width <= box.width - 8) {
        m_scene.sums.push_back({box, text, false});
        return;
      }
  }

  /// Labels at the left of the bars, which keep their order.
  static void mirror(Glyph& glyph) {
    const auto mirrored = [&](const Rect& box) { return glyph.box.x + glyph.box.right() - box.right(); };
    const double shift = mirrored(glyph.bars) - glyph.bars.x;
    glyph.bars.x += shift;
    for (GlyphBar& bar : glyph.clusters) {
      bar.box.x += shift;
      bar.track.x += shift;
      bar.cursor += shift;
      for (auto* changes : {&bar.gains, &bar.losses})
        for (Rect& change : *changes) change.x += shift;
    }
    glyph.labelBox.x = mirrored(glyph.labelBox);
    glyph.predictionBox.x = mirrored(glyph.predictionBox);
    if (!glyph.contribution) return;
    GlyphContribution& part = *glyph.contribution;
    const double moved = mirrored(part.axis) - part.axis.x;
    part.axis.x += moved;
    part.bar.x += moved;
    part.label.x = mirrored(part.label);
  }

  double pixelsPerUnit() const { return m_scene.glyphPixels / m_scene.glyphRange; }

  /// A rectangle between two aggregates, as far as they are on the scale.
  Rect between(const Glyph& glyph, double x, double width, double a, double b) const {
    const double high = std::clamp(std::max(a, b), m_bottom, m_top),
                 low = std::clamp(std::min(a, b), m_bottom, m_top);
    return {x, glyph.baseline - high * pixelsPerUnit(), width, (high - low) * pixelsPerUnit()};
  }

  GlyphBar barOf(const SentenceRow& row, const Glyph& glyph, int cluster) const {
    const sequence::Measures& m = reading(row).measures;
    const auto t = static_cast<Eigen::Index>(row.place.token);
    const double x = glyph.bars.x + m_slot * cluster + m_slot * 0.12, width = m_slot * 0.76;
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
      if (m_track > 0) bar.track = {x, glyph.box.y + 1.5, width, m_track - 4.5};
      bar.cursor = x + width * m.preserved(t, cluster);
    }
    bar.box = between(glyph, x, width, up, down);
    bar.isCutAbove = up > m_top;
    bar.isCutBelow = down < m_bottom;
    return bar;
  }

  /// Lines beside the bars, as many as the height allows: the token, its contribution, what comes next.
  void label(const SentenceRow& row, Glyph& glyph) const {
    const sequence::Sentence& sentence = *reading(row).sentence;
    const std::size_t t = row.place.token;
    const double left = glyph.bars.right() + labelGap, width = glyph.box.right() - labelEnd - left;
    const auto& contributions = reading(row).contributions;
    const auto& predictions = reading(row).predictions;
    const bool hasPrediction =
        !glyph.isStart && t < predictions.size() && glyph.box.height >= lowestPrediction;
    const bool hasContribution = contributions && glyph.box.height >= lowestContribution;
    const double tokenHeight = std::min(16.0, glyph.box.height);
    const double lines = tokenHeight + (hasPrediction ? 13 : 0) + (hasContribution ? 11 : 0);
    double y = glyph.box.y + std::max(0.0, (glyph.box.height - lines) / 2);
    const auto line = [&](double height) {
      y += height;
      return Rect{left, y - height, width, height};
    };
    glyph.labelBox = line(tokenHeight);
    if (glyph.isStart) {
      nameStart(sentence, width, glyph);
    } else {
      glyph.isUnknown = m_input.workspace().model->vocabulary.token(sentence.ids[t]) != sentence.tokens[t];
      glyph.isSelected = m_input.token() == row.place;
      glyph.label = elided(displayToken(sentence.tokens[t]), width, tokenPixels, m_input.measure, true);
    }
    if (hasPrediction) {
      glyph.predictionBox = line(13);
      glyph.prediction = predictionText(predictions[t], width);
    }
    if (hasContribution)
      glyph.contribution = contributionBar(
          glyph.isStart ? contributions->start : contributions->tokens[static_cast<Eigen::Index>(t)],
          line(11));
  }

  void nameStart(const sequence::Sentence& sentence, double width, Glyph& glyph) const {
    std::string tokens;
    for (const std::string& token : sentence.start)
      tokens += (tokens.empty() ? "" : " ") + displayToken(token);
    glyph.label = elided("start: after " + tokens, width, predictionPixels, m_input.measure);
  }

  GlyphContribution contributionBar(double value, const Rect& line) const {
    const bool hasNumber = line.width >= numberWidth + narrowestAxis;
    GlyphContribution part;
    part.value = value;
    part.axis = {line.x, line.y + 2, std::min(widestAxis, line.width - (hasNumber ? numberWidth : 0)), 7};
    const double half = part.axis.width / 2;
    const double reach = m_scene.contributionRange > 0 ? value / m_scene.contributionRange * half : 0;
    part.bar = {std::min(part.axis.center().x, part.axis.center().x + reach), part.axis.y, std::abs(reach),
                part.axis.height};
    if (hasNumber) part.text = signedNumber(value);
    part.label = {part.axis.right() + 4, line.y, numberWidth - 4, line.height};
    return part;
  }

  /// As many of the likeliest outputs as fit a line; the first one's probability in any case.
  std::string predictionText(const std::vector<sequence::Prediction>& predictions, double width) const {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, predictions.size()); ++i) {
      const std::string before = text + (i ? " · " : "→ ");
      const std::string name = displayToken(m_input.workspace().model->outputName(predictions[i].output));
      const std::string after = fmt::format(" {:.0f} %", 100 * predictions[i].probability);
      const double room = width - m_input.measure.size(before + after, predictionPixels).width;
      if (i > 0 && m_input.measure.size(name, predictionPixels).width > room) break;
      text = before + elided(name, room, predictionPixels, m_input.measure) + after;
    }
    return text;
  }

  const LayoutInput& m_input;
  MainScene& m_scene;
  SentenceGrid m_grid;
  const std::vector<SentenceRow>& m_rows;
  double m_top = 0, m_bottom = 0;
  double m_track = 0, m_foot = 0, m_slot = 0;
};

}  // namespace

void layoutGlyphs(const LayoutInput& input, MainScene& scene) {
  GlyphLayout(input, scene).run();
}

void layoutSentences(const ComputedState& computed, const MainOptions& options, const TextMeasure& measure,
                     MainScene& scene) {
  if (!scene.sentenceColumn) return;
  const LayoutInput input{{computed}, options, measure, joined(scaleOf(computed), options.scale)};
  scene.headings.clear();
  scene.sums.clear();
  scene.glyphs.clear();
  scene.sentenceRows.clear();
  scene.tokenLinks.clear();
  scene.tokensAbove = scene.tokensBelow = 0;
  scene.linkRange = scene.contributionRange = 0;
  scene.overview.reset();
  scene.forecast.reset();
  layoutGlyphs(input, scene);
  if (!scene.isStacked) layoutTokenLinks(input, scene);
}

}  // namespace rnnvis::scene
