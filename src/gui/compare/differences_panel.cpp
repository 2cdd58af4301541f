#include "compare/differences_panel.h"

#include "appearance.h"
#include "compare/cka_card.h"
#include "compare/flow_card.h"
#include "compare/measures_card.h"
#include "compare/prediction_card.h"
#include "compare/similarity_card.h"
#include "compare/strength_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr char waiting[] = "The differences are shown once both sides have read their texts.";
constexpr int wholeProgress = 1000;

}  // namespace

DifferencesPanel::DifferencesPanel(QWidget* parent)
    : QWidget(parent),
      m_cka(new CkaCard),
      m_similarity(new SimilarityCard),
      m_strength(new StrengthCard),
      m_measures(new MeasuresCard),
      m_flow(new FlowCard),
      m_predictions(new PredictionCard),
      m_cards(new QWidget),
      m_notice(wrappedLabel("differencesNotice", "muted")),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton) {
  setObjectName("differencesPanel");
  auto* row = new QHBoxLayout(m_cards);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(1);
  for (QWidget* card :
       std::initializer_list<QWidget*>{m_similarity, m_strength, m_flow, m_cka, m_measures, m_predictions})
    row->addWidget(card, 1);
  auto* scroll = new QScrollArea;
  scroll->setAccessibleName("Differences");
  scroll->setObjectName("differencesScroll");
  scroll->setWidgetResizable(true);
  scroll->setWidget(m_cards);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(makeJobRow());
  layout->addWidget(scroll, 1);
  connectParts();
  show();
}

QWidget* DifferencesPanel::makeJobRow() {
  auto* job = new QWidget;
  m_progress->setObjectName("differencesProgress");
  m_progress->setAccessibleName("Progress of the joint reading");
  m_progress->setTextVisible(false);
  m_progress->setFixedSize(180, 6);
  m_progress->setRange(0, wholeProgress);
  m_cancel->setObjectName("differencesCancel");
  auto* layout = new QHBoxLayout(job);
  layout->setContentsMargins(12, 2, 12, 2);
  layout->setSpacing(12);
  layout->addWidget(m_notice, 1);
  layout->addWidget(m_progress);
  layout->addWidget(m_cancel);
  return job;
}

void DifferencesPanel::connectParts() {
  connect(m_similarity, &SimilarityCard::wordChosen, this, &DifferencesPanel::wordChosen);
  connect(m_strength, &StrengthCard::wordChosen, this, &DifferencesPanel::wordChosen);
  connect(m_flow, &FlowCard::wordChosen, this, &DifferencesPanel::wordChosen);
  connect(m_predictions, &PredictionCard::wordChosen, this, &DifferencesPanel::wordChosen);
  connect(m_cka, &CkaCard::layersChosen, this, &DifferencesPanel::layersChosen);
  connect(&m_finder, &DifferenceFinder::changed, this, &DifferencesPanel::show);
  connect(&m_finder, &DifferenceFinder::changed, this, &DifferencesPanel::changed);
  connect(&m_finder, &DifferenceFinder::settled, this, &DifferencesPanel::showJob);
  connect(&m_finder, &DifferenceFinder::settled, this, &DifferencesPanel::readTogether);
  connect(&m_finder, &DifferenceFinder::progressed, this, [this](double fraction) {
    m_progress->setValue(static_cast<int>(wholeProgress * fraction));
    showJob();
  });
  connect(m_cancel, &QPushButton::clicked, this,
          [this] { m_finder.isCancelled() ? m_finder.resume() : m_finder.cancel(); });
}

void DifferencesPanel::showSides(const scene::ComputedSides& sides) {
  m_sides = sides;
  m_finder.find(sides);
  show();
}

void DifferencesPanel::show() {
  showJob();
  const auto& shown = m_finder.shown();
  m_cards->setVisible(shown.has_value());
  if (!shown) return;
  m_cka->show(shown->differences->joint, shown->subjects.a->layer, shown->subjects.b->layer);
  m_similarity->show(*shown);
  m_strength->show(*shown, (*m_sides.a)->state.selection.words);
  m_measures->show(*shown);
  m_flow->show(*shown);
  m_predictions->show(*shown);
}

void DifferencesPanel::showJob() {
  const bool isReading = m_finder.isReading();
  m_progress->setVisible(isReading);
  m_cancel->setVisible(isReading || m_finder.isCancelled());
  m_cancel->setText(m_finder.isCancelled() ? "Read" : "Cancel");
  m_notice->setText(!m_finder.shown() ? waiting
                    : m_finder.isCancelled()
                        ? "Not read together: similarities, layers and predictions are missing."
                    : isReading ? "Both models read the text together…"
                                : "");
  m_notice->parentWidget()->setVisible(!m_notice->text().isEmpty());
}

void DifferencesPanel::setTheme(const Theme& theme) {
  for (DifferenceCard* card : m_cards->findChildren<DifferenceCard*>()) card->setTheme(theme);
}

}  // namespace rnnvis::gui
