#include "detail_panel.h"

#include "appearance.h"
#include "cluster_view.h"
#include "detail_controls.h"
#include "detail_hints.h"
#include "detail_table_view.h"
#include "distribution_plot.h"
#include "drawing.h"
#include "example_view.h"
#include "readout.h"
#include "text_scale.h"
#include "unit_plot.h"
#include "units_plot.h"
#include "values_view.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace rnnvis::gui {
namespace {

constexpr int margin = 16;

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

QLabel* wrappedLabel(const QString& name, const char* role) {
  auto* label = new QLabel;
  label->setObjectName(name);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  setRole(label, role);
  return label;
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
  inner->setContentsMargins(margin, margin, margin, 4);
  inner->setSpacing(8);
  inner->addWidget(m_title);
  inner->addWidget(m_subtitle);
  inner->addWidget(m_controls);
  inner->addLayout(m_content, 1);
  auto* scroll = new QScrollArea;
  scroll->setObjectName("detailScroll");
  scroll->setAccessibleName("Details of the selection");
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(content);
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
    m_detail = std::make_shared<const scene::Detail>(detailOf(*computed));
    rebuild();
  } else if (!sameBrush) {
    for (UnitsPlot* plot : m_unitsPlots) plot->setBrushed(computed->state.brushed);
  }
}

void DetailPanel::setTheme(const Theme& theme) {
  m_theme = &theme;
  rebuild();
}

bool DetailPanel::showsExamples() const {
  return m_computed && m_computed->state.detail.topic == scene::DetailTopic::examples;
}

void DetailPanel::rebuild() {
  clear();
  setHint({}, 0);
  m_controls->setVisible(m_computed != nullptr);
  if (m_computed) m_controls->showState(*m_computed, *m_detail);
  std::visit([this](const auto& detail) { build(detail); }, *m_detail);
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

void DetailPanel::setHint(const QString& hint, int lines) {
  m_hint = hint;
  m_readout->setText(hint);
  m_readout->setVisible(!hint.isEmpty());
  const QMargins around = m_readout->contentsMargins();
  m_readout->setMinimumHeight(lines * m_readout->fontMetrics().lineSpacing() + around.top() +
                              around.bottom());
}

void DetailPanel::showReadout(const QString& text) {
  m_readout->setText(text.isEmpty() ? m_hint : text);
}

void DetailPanel::addNote(const QString& text) {
  auto* note = wrappedLabel("detailNote", "muted");
  note->setText(text);
  m_content->addWidget(note);
  m_content->addStretch(1);
}

void DetailPanel::addTable() {
  const bool ofExamples = showsExamples() && m_finder.latest();
  auto* table = new DetailTableView(ofExamples ? tableOf(*m_finder.latest()) : tableOf(*m_detail));
  table->setObjectName("detailTableView");
  table->setMinimumHeight(scaled(240));
  connect(table, &DetailTableView::rejected, this, &DetailPanel::rejected);
  m_content->addWidget(table, 1);
}

void DetailPanel::build(const std::monostate&) {
  describe("Nothing is selected",
           "Click a word to see how every unit responds to it; hold Ctrl to compare up to three.\n\n"
           "Click a cell of a chip to see which words the unit answers to; hold Ctrl to compare two.\n\n"
           "Click a token of a sentence to see what it changes.\n\n"
           "Click a chip or a cloud to see what it is linked to.\n\n"
           "Esc clears the selection.");
  m_content->addStretch(1);
}

void DetailPanel::build(const scene::DistributionDetail& detail) {
  describe(detail.title, detail.subtitle);
  if (m_computed->state.detail.table) return addTable();
  std::vector<std::size_t> places(detail.words.size());
  std::iota(places.begin(), places.end(), 0);
  if (m_computed->state.detail.overlaid)
    addPlot(detail, places);
  else
    for (std::size_t place : places) addPlot(detail, {place});
  m_content->addStretch(0);
  setHint(hintOf(detail), std::max(5, readoutLines(detail)));
}

void DetailPanel::addPlot(const scene::DistributionDetail& detail, std::vector<std::size_t> places) {
  const QString name = "distributionPlot" + QString::number(places.front());
  auto* plot = new DistributionPlot(std::shared_ptr<const scene::DistributionDetail>(m_detail, &detail),
                                    std::move(places), *m_theme);
  plot->setObjectName(name);
  plot->setMaximumHeight(scaled(600));
  connectUnits(plot->units());
  m_content->addWidget(plot, 1);
}

void DetailPanel::connectUnits(UnitsPlot& plot) {
  connect(&plot, &UnitsPlot::hovered, this, [this](std::optional<UnitId> unit) {
    showUnit(unit);
    scene::Hit hit;
    if (unit) {
      hit.item = *unit;
      const auto& labels = m_computed->workspace.clustering->groups.unitLabels;
      if (unit->index() < labels.size()) hit.chip = ClusterId{labels[unit->index()]};
    }
    Q_EMIT hovered(hit);
  });
  connect(&plot, &UnitsPlot::picked, this, [this](UnitId unit, bool extend) {
    Q_EMIT commanded(scene::SelectUnit{unit, extend});
  });
  connect(&plot, &UnitsPlot::brushed, this,
          [this](const std::vector<UnitId>& units) { Q_EMIT commanded(scene::BrushUnits{units}); });
  plot.setBrushed(m_computed->state.brushed);
  m_unitsPlots.push_back(&plot);
}

void DetailPanel::addUnitTitle(const scene::UnitAnswers& unit, bool isFirst) {
  if (isFirst) return describe(unit.title, unit.subtitle);
  auto* title = wrappedLabel("secondUnitTitle", "heading");
  title->setText(toQt(unit.title));
  auto* subtitle = wrappedLabel("secondUnitSubtitle", "muted");
  subtitle->setText(toQt(unit.subtitle));
  m_content->addWidget(title);
  m_content->addWidget(subtitle);
}

void DetailPanel::build(const scene::UnitDetail& detail) {
  if (showsExamples()) return buildExamples(detail);
  for (std::size_t unit = 0; unit < detail.units.size(); ++unit) {
    if (m_computed->state.detail.table && unit > 0) break;
    addUnitTitle(detail.units[unit], unit == 0);
    if (m_computed->state.detail.table) continue;
    auto* plot = new UnitPlot(std::shared_ptr<const scene::UnitDetail>(m_detail, &detail), unit, *m_theme);
    connect(plot, &UnitPlot::wordPicked, this, &DetailPanel::pick);
    connect(plot, &UnitPlot::hovered, this, [this](const scene::AnswerBox* answer) {
      showAnswer(answer);
      scene::Hit hit;
      if (answer) hit.item = answer->word;
      Q_EMIT hovered(hit);
    });
    m_content->addWidget(plot);
    m_unitPlots.push_back(plot);
  }
  if (m_computed->state.detail.table) return addTable();
  m_content->addStretch(1);
  setHint(hintOf(detail), 5);
}

void DetailPanel::buildExamples(const scene::UnitDetail& detail) {
  const scene::DetailSettings& settings = m_computed->state.detail;
  m_finder.find(exampleRequests(*m_computed, detail));
  addUnitTitle(detail.units.front(), true);
  const Examples examples = m_finder.latest();
  if (!examples)
    return addNote(m_finder.isRunning() ? "Reading the text around the words…" : m_finder.problem());
  if (settings.table) return addTable();
  for (std::size_t unit = 0; unit < examples->size(); ++unit) {
    if (unit > 0) addUnitTitle(detail.units[unit], false);
    auto* view = new ExampleView(examples, unit, settings.exampleResponses, *m_theme);
    connect(view, &ExampleView::wordPicked, this, &DetailPanel::pick);
    connect(view, &ExampleView::pointedAt, this, &DetailPanel::showReadout);
    m_content->addWidget(view);
  }
  m_content->addStretch(1);
  setHint(hintOf(examples->front(), settings.exampleResponses), 4);
}

void DetailPanel::build(const scene::ClusterDetail& detail) {
  describe(detail.title, detail.subtitle);
  if (m_computed->state.detail.table) return addTable();
  m_content->addWidget(new ClusterView(detail, *m_theme));
  m_content->addStretch(1);
}

void DetailPanel::build(const scene::ValuesDetail& detail) {
  describe(detail.title, detail.subtitle);
  if (m_computed->state.detail.table) return addTable();
  auto* view = new ValuesView(std::shared_ptr<const scene::ValuesDetail>(m_detail, &detail), *m_theme);
  view->setObjectName("valuesView");
  connect(view, &ValuesView::pointedAt, this, &DetailPanel::showReadout);
  const std::size_t units = m_computed->workspace.clustering->groups.unitLabels.size();
  for (std::size_t i = 0; i < view->plots().size(); ++i)
    if (detail.distributions[i].row.units.size() == units)  // Units of a projection are others.
      connectUnits(*view->plots()[i]);
  m_content->addWidget(view, 1);
  const int signalLines = static_cast<int>(detail.distributions.size()) + 1;
  setHint(hintOf(detail), detail.histograms.empty() ? std::max(5, signalLines) : 5);
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
