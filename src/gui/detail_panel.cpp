#include "detail_panel.h"

#include "appearance.h"
#include "cluster_view.h"
#include "distribution_plot.h"
#include "segmented_buttons.h"
#include "unit_plot.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <numeric>

namespace rnnvis::gui {
namespace {

constexpr int margin = 16;

/// Whether the same numbers stand behind two results.
bool showSame(const Computed& a, const Computed& b) {
  if (!a || !b || a->workspace.clustering != b->workspace.clustering ||
      a->state.selection != b->state.selection)
    return false;
  const auto& x = a->workspace.sentences;
  const auto& y = b->workspace.sentences;
  return std::equal(x.begin(), x.end(), y.begin(), y.end(),
                    [](const auto& p, const auto& q) { return p.sentence == q.sentence; });
}

QLabel* wrappedLabel(const char* name, const char* role) {
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
      m_arrangement(new SegmentedButtons("arrangement")),
      m_content(new QVBoxLayout) {
  setObjectName("detailPanel");
  setAttribute(Qt::WA_StyledBackground);
  m_arrangement->setAccessibleName("Plots");
  m_arrangement->setSegments({"one below the other", "overlaid"});
  m_arrangement->setCurrent(0);
  auto* content = new QWidget;
  auto* inner = new QVBoxLayout(content);
  inner->setContentsMargins(margin, margin, margin, margin);
  inner->setSpacing(8);
  inner->addWidget(m_title);
  inner->addWidget(m_subtitle);
  inner->addWidget(m_arrangement);
  inner->addLayout(m_content, 1);
  auto* scroll = new QScrollArea;
  scroll->setObjectName("detailScroll");
  scroll->setAccessibleName("Details of the selection");
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(content);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(scroll);
  connect(m_arrangement, &SegmentedButtons::picked, this, [this](int index) {
    m_isOverlaid = index == 1;
    rebuild();
  });
  m_detail = std::make_shared<const scene::Detail>();
  rebuild();
}

void DetailPanel::showComputed(const Computed& computed) {
  const bool isSame = showSame(m_computed, computed);
  m_computed = computed;
  if (isSame) return;
  m_detail = std::make_shared<const scene::Detail>(detailOf(*computed));
  rebuild();
}

void DetailPanel::setTheme(const Theme& theme) {
  m_theme = &theme;
  rebuild();
}

void DetailPanel::rebuild() {
  clear();
  std::visit([this](const auto& detail) { build(detail); }, *m_detail);
}

void DetailPanel::clear() {
  m_arrangement->hide();
  while (QLayoutItem* item = m_content->takeAt(0)) {
    if (QWidget* widget = item->widget()) {
      widget->hide();
      widget->deleteLater();  // A click on it may be what leads here.
    }
    delete item;
  }
}

void DetailPanel::describe(const std::string& title, const std::string& subtitle) {
  m_title->setText(QString::fromStdString(title));
  m_subtitle->setText(QString::fromStdString(subtitle));
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
  m_arrangement->setVisible(detail.words.size() > 1);
  std::vector<std::size_t> places(detail.words.size());
  std::iota(places.begin(), places.end(), 0);
  if (m_isOverlaid)
    addPlot(detail, places);
  else
    for (std::size_t place : places) addPlot(detail, {place});
  m_content->addStretch(0);
}

void DetailPanel::addPlot(const scene::DistributionDetail& detail, std::vector<std::size_t> places) {
  const QString name = "distributionPlot" + QString::number(places.front());
  auto* plot = new DistributionPlot(std::shared_ptr<const scene::DistributionDetail>(m_detail, &detail),
                                    std::move(places), *m_theme);
  plot->setObjectName(name);
  plot->setMaximumHeight(360);
  connect(plot, &DistributionPlot::unitPicked, this,
          [this](UnitId unit) { Q_EMIT commanded(scene::SelectUnit{unit}); });
  m_content->addWidget(plot, 1);
}

void DetailPanel::build(const scene::UnitDetail& detail) {
  describe(detail.units.front().title, detail.units.front().subtitle);
  for (const scene::UnitAnswers& unit : detail.units) {
    if (&unit != &detail.units.front()) {
      auto* title = wrappedLabel("secondUnitTitle", "heading");
      title->setText(QString::fromStdString(unit.title));
      auto* subtitle = wrappedLabel("secondUnitSubtitle", "muted");
      subtitle->setText(QString::fromStdString(unit.subtitle));
      m_content->addWidget(title);
      m_content->addWidget(subtitle);
    }
    auto* plot = new UnitPlot(std::shared_ptr<const scene::UnitAnswers>(m_detail, &unit), detail.low,
                              detail.high, *m_theme);
    connect(plot, &UnitPlot::wordPicked, this,
            [this](WordId word) { Q_EMIT commanded(scene::SelectWord{word}); });
    m_content->addWidget(plot);
  }
  auto* legend = wrappedLabel("unitLegend", "muted");
  legend->setText(
      "Each line: the responses to one word. Box: the middle half; whisker: 9 to 91 %; bar: the median; dot: "
      "the mean with its 95 % interval; at the right, how often the word occurs.");
  m_content->addWidget(legend);
  m_content->addStretch(1);
}

void DetailPanel::build(const scene::ClusterDetail& detail) {
  describe(detail.title, detail.subtitle);
  m_content->addWidget(new ClusterView(detail, *m_theme));
  m_content->addStretch(1);
}

}  // namespace rnnvis::gui
