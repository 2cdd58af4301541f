#include "readout.h"

#include "drawing.h"
#include "number_text.h"

#include <QStringList>

#include <algorithm>

namespace rnnvis::gui {
namespace {

std::optional<Eigen::Index> placeOf(const scene::UnitRow& row, UnitId unit) {
  const auto found = std::find(row.units.begin(), row.units.end(), unit);
  if (found == row.units.end()) return std::nullopt;
  return found - row.units.begin();
}

QString heading(const scene::UnitRow& row, Eigen::Index place) {
  const auto at = static_cast<std::size_t>(place);
  QString text = QStringLiteral("<b>unit %1</b>").arg(row.units[at].value);
  text += row.chips.empty() ? QString(", in no chip") : QStringLiteral(" · chip %1").arg(row.chips[at].value);
  if (row.explained.size() > 0)
    text += QStringLiteral(" · η² %1 %").arg(100 * row.explained[place], 0, 'f', 0);
  return text;
}

QString between(double low, double high) {
  return signedText(low) + " to " + signedText(high);
}

template <class Quantiles>
QString quantileText(const Quantiles& q) {
  return QStringLiteral("9 25 50 75 91 %: %1 %2 %3 %4 %5")
      .arg(signedText(q[0]), signedText(q[1]), signedText(q[2]), signedText(q[3]), signedText(q[4]));
}

QString partsText(double mean, double written) {
  return QStringLiteral("written %1, erased %2").arg(signedText(written), signedText(mean - written));
}

}  // namespace

QString readoutOf(const scene::DistributionDetail& detail, UnitId unit, const Theme& theme) {
  const auto place = placeOf(detail.row, unit);
  if (!place) return {};
  QStringList lines{heading(detail.row, *place)};
  if (detail.actual.size() > 0) lines[0] += " · here " + signedText(detail.actual[*place]);
  for (std::size_t i = 0; i < detail.words.size(); ++i) {
    const scene::WordDistribution& word = detail.words[i];
    const QString name = QStringLiteral("<b style=\"color:%1\">%2</b>")
                             .arg(theme.words[i].name(), toQt(word.text).toHtmlEscaped());
    if (word.mean.size() == 0) {
      lines << name + " is not in the text";
      continue;
    }
    lines << QStringLiteral("%1 %2 [%3] · %4 times")
                 .arg(name, signedText(word.mean[*place]), between(word.low[*place], word.high[*place]),
                      grouped(word.count));
    if (detail.asParts && word.written.size() > 0)
      lines << partsText(word.mean[*place], word.written[*place]);
    else
      lines << quantileText(word.quantiles.col(*place));
  }
  return lines.join("<br>");
}

int readoutLines(const scene::DistributionDetail& detail) {
  return 1 + static_cast<int>(detail.words.size()) * 2;
}

QString readoutOf(const scene::ValuesDetail& detail, UnitId unit, bool isInChip) {
  QStringList lines;
  for (const scene::SignalDistribution& signal : detail.distributions) {
    const auto place = placeOf(signal.row, unit);
    if (!place || signal.row.chips.empty() == isInChip) continue;
    if (lines.isEmpty()) lines << heading(signal.row, *place);
    lines << QStringLiteral("<b>%1</b> %2 ± %3 · 9–91 % %4")
                 .arg(QString(QChar(nameOf(signal.signal))), signedText(signal.mean[*place]),
                      numberText(signal.deviation[*place]),
                      between(signal.quantiles(0, *place), signal.quantiles(4, *place)));
  }
  return lines.join("<br>");
}

QString readoutOf(const scene::AnswerBox& answer, const QString& change) {
  QStringList lines{
      QStringLiteral("<b>%1</b> · %2 times").arg(toQt(answer.text).toHtmlEscaped(), grouped(answer.count)),
      QStringLiteral("%1 %2, 95 % %3")
          .arg(change, signedText(answer.mean), between(answer.interval.low, answer.interval.high)),
      quantileText(answer.quantiles)};
  if (answer.written) lines << partsText(answer.mean, *answer.written);
  return lines.join("<br>");
}

}  // namespace rnnvis::gui
