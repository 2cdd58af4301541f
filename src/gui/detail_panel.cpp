#include "detail_panel.h"

#include "appearance.h"
#include "detail_controls.h"
#include "drawing.h"
#include "keyed_plot.h"
#include "readout.h"
#include "scrolled_column.h"
#include "unit_plot.h"
#include "units_plot.h"

#include <QApplication>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr int margin = 16;
constexpr int frame = 1;  // Around what scrolls, seen while it has the keyboard.

/// Whether the same numbers stand behind two results.
bool showSame(const Computed& a, const Computed& b) {
  if (!a || !b || a->workspace.clustering != b->workspace.clustering ||
      a->state.selection != b->state.selection || a->state.detail != b->state.detail)
    return false;
  const auto& x = a->workspace.sentences;
  const auto& y = b->workspace.sentences;
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](const auto& p, const auto& q) { return p.sentence == q.sentence; });
}

}  // namespace

DetailPanel::DetailPanel(QWidget* parent)
    : QWidget(parent),
      m_title(wrappedLabel("detailTitle", "heading")),
      m_subtitle(wrappedLabel("detailSubtitle", "muted")),
      m_controls(new DetailControls),
      m_content(new QVBoxLayout),
      m_readout(wrappedLabel("detailReadout", "muted")) {
  setObjectName("detailPanel");
  setAttribute(Qt::WA_StyledBackground);
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(margin - frame, margin - frame, margin - frame, 4 - frame);
  inner->setSpacing(8);
  inner->addWidget(m_title);
  inner->addWidget(m_subtitle);
  inner->addWidget(m_controls);
  inner->addLayout(m_content, 1);
  QScrollArea* scroll = scrolledColumn(content);
  scroll->setObjectName("detailScroll");
  scroll->setAccessibleName("Details of the selection");
  m_readout->setTextFormat(Qt::RichText);
  m_readout->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  m_readout->setContentsMargins(margin, 6, margin, 8);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(scroll, 1);
  layout->addWidget(m_readout);
  connect(m_controls, &DetailControls::changed, this,
          [this](const scene::DetailSettings& settings) { Q_EMIT commanded(scene::SetDetail{settings}); });
  connect(&m_finder, &ExampleFinder::finished, this, [this] {
    if (showsExamples()) rebuild();
  });
  m_detail = std::make_shared<scene::Detail>();
  rebuild();
}

void DetailPanel::showComputed(const Computed& computed) {
  const bool isSame = showSame(m_computed, computed);
  const bool sameBrush = m_computed && m_computed->state.brushed == computed->state.brushed;
  m_computed = computed;
  if (!isSame) {
    detail();
  } else if (!sameBrush) {
    for (UnitsPlot* plot : m_unitsPlots) plot->setBrushed(computed->state.brushed);
  }
}

void DetailPanel::showBeside(const Computed& other) {
  const bool isSame = showSame(m_beside, other);
  m_beside = other;
  if (!isSame && m_computed) detail();
}

void DetailPanel::setCompact() {
  m_isCompact = true;
  m_subtitle->hide();
  m_readout->setContentsMargins(margin, 2, margin, 4);
  rebuild();
}

void DetailPanel::setPrinted() {
  m_isPrinted = true;
  rebuild();
}

void DetailPanel::detail() {
  scene::Detail detail = detailOf(*m_computed);
  if (m_beside) detail = onScaleOf(std::move(detail), detailOf(*m_beside));
  m_detail = std::make_shared<const scene::Detail>(std::move(detail));
  rebuild();
}

void DetailPanel::setTheme(const Theme& theme) {
  m_theme = &theme;
  rebuild();
}

bool DetailPanel::showsExamples() const {
  return m_computed && m_computed->state.detail.topic == scene::DetailTopic::examples;
}

void DetailPanel::rebuild() {
  const bool hadKeyboard = keyedPlot() != nullptr;
  if (hadKeyboard) setFocus();  // Until there is another plot; else it would go to whatever comes next.
  clear();
  setHint({}, 0);
  m_controls->setVisible(m_computed && !m_isCompact && !m_isPrinted);
  if (m_computed) m_controls->showState(*m_computed, *m_detail);
  std::visit([this](const auto& detail) { build(detail); }, *m_detail);
  if (!hadKeyboard) return;
  if (!m_unitsPlots.empty())
    m_unitsPlots.front()->setFocus();
  else if (!m_unitPlots.empty())
    m_unitPlots.front()->setFocus();
}

KeyedPlot* DetailPanel::keyedPlot() const {
  QWidget* widget = isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : nullptr;
  return dynamic_cast<KeyedPlot*>(widget);
}

void DetailPanel::clear() {
  m_unitsPlots.clear();
  m_unitPlots.clear();
  while (QLayoutItem* item = m_content->takeAt(0)) {
    if (QWidget* widget = item->widget()) {
      widget->hide();
      widget->setObjectName({});  // What comes in its place is found by the name.
      widget->deleteLater();      // A click on it may be what leads here.
    }
    delete item;
  }
}

void DetailPanel::describe(const std::string& title, const std::string& subtitle) {
  m_title->setText(toQt(title));
  m_subtitle->setText(toQt(subtitle));
}

void DetailPanel::setHint(const Hint& parts, int lines) {
  const bool hasMouse = !parts.mouse.isEmpty() && !m_isPrinted;
  const QString wholeHint = hasMouse ? parts.meaning + ' ' + parts.mouse : parts.meaning;
  const QString hint =
      m_isCompact && m_computed && !m_computed->state.selection.isEmpty() ? QString() : wholeHint;
  m_hint = hint;
  m_readout->setText(hint);
  m_readout->setVisible(!wholeHint.isEmpty());
  const QMargins around = m_readout->contentsMargins();
  m_readout->setMinimumHeight((m_isPrinted ? 0 : lines) * m_readout->fontMetrics().lineSpacing() +
                              around.top() + around.bottom());
}

void DetailPanel::showReadout(const QString& text) {
  m_readout->setText(text.isEmpty() ? m_hint : text);
  if (KeyedPlot* plot = keyedPlot()) describeAs(*plot, text);
}

void DetailPanel::pick(WordId word, bool extend) {
  Q_EMIT commanded(scene::SelectWord{word, extend});
}

void DetailPanel::showHover(const scene::Hit& hit) {
  const auto* unit = std::get_if<UnitId>(&hit.item);
  showUnit(unit ? std::optional(*unit) : std::nullopt);
  const auto* word = std::get_if<WordId>(&hit.item);
  const scene::AnswerBox* answer = nullptr;
  if (const auto* detail = std::get_if<scene::UnitDetail>(m_detail.get()); detail && word)
    for (const scene::UnitAnswers& of : detail->units)
      for (const scene::AnswerBox& box : of.answers)
        if (box.word == *word && !answer) answer = &box;
  showAnswer(answer);
}

void DetailPanel::showUnit(std::optional<UnitId> unit) {
  if (m_unitsPlots.empty()) return;
  for (UnitsPlot* plot : m_unitsPlots) plot->setHovered(unit);
  QString text;
  if (const auto* words = std::get_if<scene::DistributionDetail>(m_detail.get()); words && unit)
    text = readoutOf(*words, *unit, *m_theme);
  if (const auto* values = std::get_if<scene::ValuesDetail>(m_detail.get()); values && unit)
    text = readoutOf(*values, *unit);
  showReadout(text);
}

void DetailPanel::showAnswer(const scene::AnswerBox* answer) {
  if (m_unitPlots.empty()) return;
  for (UnitPlot* plot : m_unitPlots) plot->setHovered(answer ? std::optional(answer->word) : std::nullopt);
  const auto* detail = std::get_if<scene::UnitDetail>(m_detail.get());
  showReadout(answer && detail ? readoutOf(*answer, toQt(detail->change)) : QString());
}

}  // namespace rnnvis::gui
