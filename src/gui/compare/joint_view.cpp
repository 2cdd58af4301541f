#include "compare/joint_view.h"

#include "appearance.h"
#include "drawing.h"
#include "number_text.h"
#include "text_scale.h"
#include "units_plot.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

using scene::Half;

constexpr int margin = 16;
constexpr double bandOfBaseline = 0.26, bandOfComparison = 0.12;

/// Each word in its colour, the comparison's dashed.
QPen penOf(Half half, const QColor& colour) {
  QPen pen(colour, half == Half::baseline ? 1.4 : 2.2);
  if (half == Half::comparison) pen.setDashPattern({2.5, 1.5});
  pen.setCapStyle(Qt::FlatCap);
  return pen;
}

/// A piece of a line, for a legend.
class LineSample : public QWidget {
 public:
  explicit LineSample(const QPen& pen) : m_pen(pen) { setFixedSize(scaled(34), scaled(14)); }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(m_pen);
    painter.drawLine(0, height() / 2, width(), height() / 2);
  }

 private:
  QPen m_pen;
};

void removeAfter(QLayout& layout, int kept) {
  while (QLayoutItem* item = layout.takeAt(kept)) {
    if (QWidget* widget = item->widget()) {
      widget->hide();
      widget->setObjectName({});  // What comes in its place is found by the name.
      widget->deleteLater();      // A click on it may be what leads here.
    }
    delete item;
  }
}

QString countText(const scene::WordDistribution& word) {
  return word.count == 0 ? QStringLiteral("never") : grouped(word.count);
}

}  // namespace

JointView::JointView(QWidget* parent)
    : QWidget(parent),
      m_title(wrappedLabel("jointTitle", "heading")),
      m_subtitle(wrappedLabel("jointSubtitle", "muted")),
      m_head(new QHBoxLayout),
      m_content(new QVBoxLayout),
      m_readout(wrappedLabel("jointReadout", "muted")) {
  setObjectName("jointView");
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(margin, 8, margin, 4);
  layout->setSpacing(4);
  m_readout->setTextFormat(Qt::RichText);
  m_readout->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_head->addWidget(m_title, 1);
  layout->addLayout(m_head);
  layout->addWidget(m_subtitle);
  layout->addLayout(m_content, 1);
  layout->addWidget(m_readout);
}

void JointView::show(std::shared_ptr<const scene::JointDetail> detail, const std::vector<UnitId>& brushed) {
  m_detail = std::move(detail);
  m_brushed = brushed;
  rebuild();
}

void JointView::showNotice(const QString& notice) {
  m_detail.reset();
  rebuild();
  m_subtitle->setText(notice);
}

void JointView::setPrinted(bool isNarrow) {
  m_isPrinted = true;
  if (isNarrow) m_head->setDirection(QBoxLayout::TopToBottom);
  if (m_detail) rebuild();
}

void JointView::setTheme(const Theme& theme) {
  m_theme = &theme;
  if (m_detail) rebuild();
}

void JointView::rebuild() {
  const bool hadKeyboard = m_plot && m_plot->hasFocus();
  m_plot = nullptr;
  removeAfter(*m_head, 1);
  removeAfter(*m_content, 0);
  m_title->setText(m_detail ? toQt(m_detail->title) : QStringLiteral("Both sides in one plot"));
  m_subtitle->setText(m_detail ? toQt(m_detail->subtitle) : QString());
  m_readout->setText({});
  m_readout->setVisible(!m_isPrinted);
  m_readout->setMinimumHeight(m_detail ? 2 * m_readout->fontMetrics().lineSpacing() + 2 : 0);
  if (!m_detail) return m_content->addStretch(1);
  m_head->addWidget(makeLegend());
  m_plot = makePlot();
  m_content->addWidget(m_plot, 1);
  if (hadKeyboard) m_plot->setFocus();
}

/// Words by colour, sides by line.
QWidget* JointView::makeLegend() const {
  auto* legend = new QWidget;
  auto* layout = new QBoxLayout(m_head->direction(), legend);
  layout->setContentsMargins(0, 0, 4, 0);
  auto* lines = new QHBoxLayout;
  for (QBoxLayout* each : {layout, static_cast<QBoxLayout*>(lines)}) each->setSpacing(8);
  for (const Half half : scene::halves) {
    lines->addWidget(new LineSample(penOf(half, m_theme->mutedInk)));
    auto* label = wrappedLabel({}, "muted");
    label->setText(half == Half::baseline ? "baseline" : "comparison");
    label->setWordWrap(false);
    lines->addWidget(label);
  }
  lines->addSpacing(16);
  lines->addStretch(1);
  layout->addLayout(lines);
  for (std::size_t place = 0; place < m_detail->words.size(); ++place) {
    const scene::JointWord& word = m_detail->words[place];
    auto* label = new QLabel(QStringLiteral("%1 · %2 | %3 times")
                                 .arg(toQt(word.text), countText(*word.sides.a), countText(*word.sides.b)));
    label->setTextFormat(Qt::PlainText);
    setRole(label, "group");
    label->setStyleSheet("color: " + m_theme->words[place].name());
    label->setContentsMargins(0, 0, 8, 0);
    layout->addWidget(label);
  }
  return legend;
}

UnitsPlot* JointView::makePlot() {
  auto* plot = new UnitsPlot(std::shared_ptr<const scene::UnitRow>(m_detail, &m_detail->row), *m_theme);
  plot->setObjectName("jointPlot");
  plot->setAccessibleName("Responses of both sides, by unit of the baseline");
  plot->setMinimumHeight(scaled(130));
  // The comparison, which is dashed, on top of the baseline; the first word on top of others.
  for (const Half half : scene::halves)
    for (std::size_t place = m_detail->words.size(); place-- > 0;)
      if (const auto& word = of(m_detail->words[place].sides, half); word.quantiles.size() > 0)
        plot->addBands(word.quantiles, m_theme->words[place],
                       half == Half::baseline ? bandOfBaseline : bandOfComparison);
  for (const Half half : scene::halves)
    for (std::size_t place = m_detail->words.size(); place-- > 0;)
      if (const auto& word = of(m_detail->words[place].sides, half); word.mean.size() > 0)
        plot->addLine(word.mean, penOf(half, m_theme->words[place]));
  const QString a = toQt(*m_detail->change.a), b = toQt(*m_detail->change.b);
  plot->setSymmetricScale("response " + (a == b ? a : a + " | " + b), m_detail->range);
  plot->setBrushed(m_brushed);
  connect(plot, &UnitsPlot::hovered, this, [this](std::optional<UnitId> unit) {
    showHover(unit);
    Q_EMIT hovered(unit);
  });
  connect(plot, &UnitsPlot::picked, this, &JointView::picked);
  connect(plot, &UnitsPlot::brushed, this, &JointView::brushed);
  return plot;
}

void JointView::showHover(std::optional<UnitId> unit) {
  if (!m_plot) return;
  m_plot->setHovered(unit);
  const QString text = unit ? readoutOf(*unit) : QString();
  m_readout->setText(text);
  if (m_plot->hasFocus()) describeAs(*m_plot, text);
}

QString JointView::readoutOf(UnitId unit) const {
  const auto& units = m_detail->row.units;
  const auto found = std::find(units.begin(), units.end(), unit);
  if (found == units.end()) return {};
  const Eigen::Index place = found - units.begin();
  QString heading = QStringLiteral("<b>unit %1</b>").arg(unit.value);
  if (unit.index() < m_detail->partners.size()) heading += " " + toQt(m_detail->partners[unit.index()]);
  QStringList values;
  for (std::size_t i = 0; i < m_detail->words.size(); ++i) {
    const scene::JointWord& word = m_detail->words[i];
    const auto value = [&](Half half) {
      const scene::WordDistribution& side = of(word.sides, half);
      return side.mean.size() > 0 ? signedText(side.mean[place]) : QStringLiteral("–");
    };
    values << QStringLiteral("<b style=\"color:%1\">%2</b> %3 | %4")
                  .arg(m_theme->words[i].name(), toQt(word.text).toHtmlEscaped(), value(Half::baseline),
                       value(Half::comparison));
  }
  return heading + "<br>" + values.join(" · ");
}

}  // namespace rnnvis::gui
