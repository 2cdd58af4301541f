#include "tooltip.h"

#include "number_text.h"

#include "rnnvis/scene/cluster_titles.h"
#include "rnnvis/scene/detail.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <vector>

namespace rnnvis::gui {
namespace {

QString number(double value) {
  return (value < 0 ? QStringLiteral("−%1") : QStringLiteral("%1")).arg(std::abs(value), 0, 'f', 3);
}

QString escaped(const std::string& text) {
  return QString::fromStdString(text).toHtmlEscaped();
}

QString token(const response::Analysis& analysis, WordId word) {
  return escaped(analysis.tokens[word.index()]);
}

class Tooltip {
 public:
  Tooltip(const scene::Hit& hit, const scene::MainScene& scene, const scene::ComputedState& computed)
      : m_hit(hit),
        m_scene(scene),
        m_computed(computed),
        m_analysis(*computed.workspace.analysis),
        m_clustering(*computed.workspace.clustering) {}

  QStringList lines() const {
    if (const auto* word = std::get_if<WordId>(&m_hit.item)) return ofWord(*word);
    if (const auto* unit = std::get_if<UnitId>(&m_hit.item)) return ofUnit(*unit);
    if (const auto* place = std::get_if<scene::TokenPlace>(&m_hit.item)) return ofToken(*place);
    if (const auto* tag = std::get_if<text::Tag>(&m_hit.item)) return ofTag(*tag);
    if (m_hit.chip) return ofChip(*m_hit.chip);
    if (m_hit.cloud) return ofCloud(*m_hit.cloud);
    return {};
  }

 private:
  MatrixView means() const {
    return m_analysis.responses(m_clustering.layer, m_clustering.state).mean.matrix();
  }

  static QString nameOf(text::Tag tag) { return QString::fromStdString(std::string(describe(tag))); }

  QStringList ofTag(text::Tag tag) const {
    QStringList lines{QStringLiteral("<b>%1</b>").arg(nameOf(tag))};
    for (const scene::TagMark& mark : m_scene.tags)
      if (mark.tag == tag)
        lines << QStringLiteral("%1 of the words are most often that").arg(mark.words)
              << (mark.isChosen ? "click to leave it out" : "click to see these words alone");
    return lines;
  }

  /// "chip 2 “verbs”"
  QString nameOf(scene::Side side, ClusterId cluster) const {
    return QString::fromStdString(referenceTo(m_clustering, side, cluster)).toHtmlEscaped();
  }

  QString lockOf(scene::Side side, std::int32_t item) const {
    return m_computed.state.edits.isLocked(side, item)
               ? "locked: stays in company when clusters are computed anew"
               : QString();
  }

  QString editOf(scene::Side side, ClusterId cluster) const {
    return markOf(m_clustering, side, cluster).isEdited ? "edited: not as it was computed" : QString();
  }

  /// Where grammar mode shows it.
  QString tagOf(WordId word) const {
    for (const scene::Cloud& cloud : m_scene.clouds)
      for (const scene::CloudWord& shown : cloud.words)
        if (shown.word == word && shown.tag) return "most often: " + nameOf(*shown.tag);
    return {};
  }

  QStringList ofWord(WordId word) const {
    const std::int64_t count = m_analysis.count[word.index()];
    const double mean = means().row(word.value).cwiseAbs().mean();
    QStringList lines{
        QStringLiteral("<b>%1</b>").arg(token(m_analysis, word)), tagOf(word),
        lockOf(scene::Side::words, word.value),
        QStringLiteral("%1 %2 in the text").arg(grouped(count), count == 1 ? "time" : "times"),
        QStringLiteral("moves a unit by %1 on average: mean of |ŝ| over the units").arg(number(mean))};
    lines.removeAll(QString());
    return lines;
  }

  QStringList ofUnit(UnitId unit) const {
    QStringList lines{
        QStringLiteral("<b>unit %1</b>, %2")
            .arg(unit.value)
            .arg(nameOf(scene::Side::units, ClusterId{m_clustering.groups.unitLabels[unit.index()]}))};
    for (const scene::Chip& chip : m_scene.chips)
      for (const scene::Cell& cell : chip.cells)
        if (cell.unit == unit) lines << meaningOf(cell);
    lines << lockOf(scene::Side::units, unit.value);
    lines.removeAll(QString());
    return lines;
  }

  QString meaningOf(const scene::Cell& cell) const {
    const QString subject = QString::fromStdString(m_scene.cellSubject).toHtmlEscaped();
    switch (m_scene.cellMeaning) {
      case scene::CellMeaning::response:
        return QStringLiteral("responds to “%1” by ŝ = %2, the mean of %3 where it occurs")
                   .arg(subject, number(cell.value), change()) +
               (cell.isFaint ? "<br>not distinguishable from its mean response (5 % false discovery rate)"
                             : "");
      case scene::CellMeaning::actual:
        return QStringLiteral("at this “%1”: %2 = %3").arg(subject, change(), number(cell.value));
      case scene::CellMeaning::explained:
        break;
    }
    return QStringLiteral("η² = %1: the word explains %2 % of the variance of its responses %3")
        .arg(cell.value, 0, 'f', 2)
        .arg(100 * cell.value, 0, 'f', 0)
        .arg(change());
  }

  /// What a response is: "Δc(t) = c(t) − c(t−1)", the other way round in a layer that reads backwards.
  QString change() const {
    const QString state(QChar(model::nameOf(m_clustering.state)));
    const bool isReverse = m_clustering.layer.index() % m_analysis.directions() == 1;
    return QStringLiteral("Δ%1(t) = %1(t) − %1(t%2)").arg(state, isReverse ? "+1" : "−1");
  }

  QStringList ofToken(scene::TokenPlace place) const {
    const scene::SentenceReading& reading = m_computed.workspace.sentences[place.sentence];
    const auto t = static_cast<Eigen::Index>(place.token);
    QStringList lines{
        QStringLiteral("<b>%1</b>")
            .arg(QString::fromStdString(reading.sentence->tokens[place.token]).toHtmlEscaped())};
    if (m_hit.chip) return lines + ofBar(reading.measures, t, m_hit.chip->value);
    if (place.token < reading.predictions.size())
      for (const sequence::Prediction& prediction : reading.predictions[place.token])
        lines << QStringLiteral("→ %1 %2 %")
                     .arg(QString::fromStdString(m_computed.workspace.model->outputName(prediction.output))
                              .toHtmlEscaped())
                     .arg(100 * prediction.probability, 0, 'f', 1);
    if (reading.contributions) lines << ofContribution(*reading.contributions, t);
    return lines;
  }

  QString ofContribution(const sequence::Contributions& parts, Eigen::Index t) const {
    return QStringLiteral("adds u·Δh = %1 to the score of “%2”; sum so far %3, start included")
        .arg(number(parts.tokens[t]),
             QString::fromStdString(m_computed.workspace.target.name).toHtmlEscaped(),
             number(parts.sum(t + 1)));
  }

  static QStringList ofBar(const sequence::Measures& measures, Eigen::Index t, Eigen::Index cluster) {
    const auto change = [&](const MatrixD& values, const MatrixD& changes) {
      return QStringLiteral("%1, changed by %2").arg(number(values(t, cluster)), number(changes(t, cluster)));
    };
    return {QStringLiteral("chip %1, sums over its units by their number").arg(cluster),
            "positive values α₊: " + change(measures.aggregatePositive, measures.updatedPositive),
            "negative values α₋: " + change(measures.aggregateNegative, measures.updatedNegative),
            QStringLiteral("preserved: %1 % = β / (α₊ − α₋), what stayed of the step before")
                .arg(100 * measures.preserved(t, cluster), 0, 'f', 0)};
  }

  QStringList ofChip(ClusterId chip) const {
    const scene::ClusterDetail detail = chipDetail(m_computed, chip);
    QStringList lines{titleOf(detail), editOf(scene::Side::units, chip),
                      "moved most by " + endsOf(detail.lists[1])};
    lines << edgesOf(detail.lists[0]) << "click for its edges and words, right-click to edit it";
    lines.removeAll(QString());
    return lines;
  }

  QStringList ofCloud(ClusterId cloud) const {
    const scene::ClusterDetail detail = cloudDetail(m_computed, cloud);
    QStringList lines{titleOf(detail), editOf(scene::Side::words, cloud)};
    for (const scene::Cloud& shown : m_scene.clouds)
      if (shown.cluster == cloud) lines << wordsAtCentre(shown) << hiddenWords(shown);
    lines << "units that answer most: " + endsOf(detail.lists[1]);
    lines << edgesOf(detail.lists[0]) << "click for the units that answer to it, right-click to edit it";
    lines.removeAll(QString());
    return lines;
  }

  static QString titleOf(const scene::ClusterDetail& detail) {
    return QStringLiteral("<b>%1</b>").arg(escaped(detail.title));
  }

  /// The strongest of either sign.
  static QString endsOf(const scene::DetailList& list) {
    constexpr int mostOfEither = 3;
    QStringList positive, negative;
    for (const scene::DetailItem& item : list.items)
      if (item.value > 0 && positive.size() < mostOfEither)
        positive << escaped(item.label) + " " + signedText(item.value);
    for (auto item = list.items.rbegin(); item != list.items.rend(); ++item)
      if (item->value < 0 && negative.size() < mostOfEither)
        negative << escaped(item->label) + " " + signedText(item->value);
    return (positive + negative).join(", ");
  }

  /// The strongest edges, whatever their sign.
  static QStringList edgesOf(const scene::DetailList& list) {
    constexpr std::size_t most = 4;
    std::vector<scene::DetailItem> items = list.items;
    std::stable_sort(items.begin(), items.end(),
                     [](const auto& a, const auto& b) { return std::abs(a.value) > std::abs(b.value); });
    QStringList lines{"strongest edges:"};
    for (std::size_t i = 0; i < std::min(most, items.size()); ++i)
      lines << QStringLiteral("%1 %2 (%3)")
                   .arg(signedText(items[i].value), escaped(items[i].label), escaped(items[i].note));
    return lines;
  }

  /// They come nearest to the centre first.
  static QString wordsAtCentre(const scene::Cloud& cloud) {
    constexpr int most = 6;
    QStringList words;
    for (const scene::CloudWord& word : cloud.words)
      if (!word.isSpecial && words.size() < most) words << escaped(word.text);
    return words.isEmpty() ? QString() : "at its centre: " + words.join(", ");
  }

  QString hiddenWords(const scene::Cloud& cloud) const {
    QStringList words;
    for (WordId word : cloud.hidden) words << token(m_analysis, word);
    return words.isEmpty()
               ? QString()
               : QStringLiteral("%1 hidden for want of room: ").arg(words.size()) + words.join(", ");
  }

  const scene::Hit& m_hit;
  const scene::MainScene& m_scene;
  const scene::ComputedState& m_computed;
  const response::Analysis& m_analysis;
  const scene::Clustering& m_clustering;
};

}  // namespace

QString tooltipOf(const scene::Hit& hit, const scene::MainScene& scene,
                  const scene::ComputedState& computed) {
  return Tooltip(hit, scene, computed).lines().join("<br>");
}

}  // namespace rnnvis::gui
