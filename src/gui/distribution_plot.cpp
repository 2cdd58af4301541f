#include "distribution_plot.h"

#include "appearance.h"
#include "drawing.h"
#include "number_text.h"
#include "text_scale.h"
#include "units_plot.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <limits>

namespace rnnvis::gui {
namespace {

QString countText(const scene::WordDistribution& word) {
  if (word.count == 0) return toQt(word.text) + " · not in the text";
  return QStringLiteral("%1 · %2 %3")
      .arg(toQt(word.text), grouped(word.count), word.count == 1 ? "time" : "times");
}

}  // namespace

DistributionPlot::DistributionPlot(std::shared_ptr<const scene::DistributionDetail> detail,
                                   std::vector<std::size_t> places, const Theme& theme, QWidget* parent)
    : QWidget(parent),
      m_detail(std::move(detail)),
      m_places(std::move(places)),
      m_theme(theme),
      m_plot(new UnitsPlot(std::shared_ptr<const scene::UnitRow>(m_detail, &m_detail->row), theme)) {
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeHeading());
  layout->addWidget(m_plot, 1);
  m_plot->setMinimumHeight(scaled(130));
  const bool isSeveral = m_places.size() > 1;
  for (auto place = m_places.rbegin(); place != m_places.rend(); ++place) {  // The first word on top.
    const double width = !isSeveral ? 1.6 : place + 1 == m_places.rend() ? 2 : 1;
    if (m_detail->asParts)
      drawParts(m_detail->words[*place], colourOf(*place), width);
    else
      drawWord(m_detail->words[*place], colourOf(*place), width);
  }
  if (hasActual()) m_plot->addDots(m_detail->actual, m_theme.words[0], 3.5);
  m_plot->setSymmetricScale("response " + toQt(m_detail->change), m_detail->range);
}

/// The words' colours; quiet where the response at a token stands before them.
QColor DistributionPlot::colourOf(std::size_t place) const {
  return hasActual() ? m_theme.mutedInk : m_theme.words[place];
}

/// Each word with its count, in its colour.
QWidget* DistributionPlot::makeHeading() const {
  auto* heading = new QWidget;
  auto* layout = new QHBoxLayout(heading);
  layout->setContentsMargins(0, 0, 4, 0);
  layout->setSpacing(16);
  layout->addStretch(1);
  for (std::size_t place : m_places) {
    auto* label = new QLabel(countText(m_detail->words[place]));
    label->setObjectName("wordCount" + QString::number(place));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);  // Where the column is too narrow for all of them.
    label->setAlignment(Qt::AlignRight | Qt::AlignBottom);
    setRole(label, "group");
    label->setStyleSheet("color: " + colourOf(place).name());
    layout->addWidget(label);
  }
  return heading;
}

void DistributionPlot::drawWord(const scene::WordDistribution& word, const QColor& colour, double width) {
  if (word.mean.size() == 0) return;
  m_plot->addBands(word.quantiles, colour, m_places.size() > 1 ? 0.2 : 0.34);
  m_plot->addLine(word.mean, QPen(withAlpha(colour, 0.4), width));
  VectorD distinguishable = word.mean;  // Of the others nothing.
  for (Eigen::Index unit = 0; unit < distinguishable.size(); ++unit)
    if (!word.distinguishable[static_cast<std::size_t>(unit)])
      distinguishable[unit] = std::numeric_limits<double>::quiet_NaN();
  m_plot->addLine(distinguishable, QPen(colour, width));
  m_plot->addDots(distinguishable, colour, width);  // Units between two others.
}

void DistributionPlot::drawParts(const scene::WordDistribution& word, const QColor& colour, double width) {
  if (word.written.size() == 0) return;
  m_plot->addLine(word.mean, QPen(withAlpha(colour, 0.35), 3));
  m_plot->addLine(word.written, QPen(colour, width));
  m_plot->addLine(word.mean - word.written, QPen(colour, width, Qt::DotLine));
}

}  // namespace rnnvis::gui
