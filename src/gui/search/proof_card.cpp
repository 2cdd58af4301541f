#include "search/proof_card.h"

#include "appearance.h"
#include "drawing.h"
#include "number_text.h"

#include "rnnvis/base/error.h"
#include "rnnvis/response/ablation.h"
#include "rnnvis/response/corpus_split.h"
#include "rnnvis/scene/confirmed_cluster.h"
#include "rnnvis/scene/display_token.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace rnnvis::gui {
namespace {

constexpr int wholeProgress = 1000;
constexpr std::size_t wordsNamed = 5, answersTested = 10;

QString percent(double share, int decimals = 1) {
  return QStringLiteral("%1 %").arg(100 * share, 0, 'f', decimals);
}

QString rangeText(double low, double high, int decimals) {
  if (!std::isfinite(low) || !std::isfinite(high)) return QStringLiteral("unknown");
  return QStringLiteral("%1–%2").arg(low, 0, 'f', decimals).arg(high, 0, 'f', decimals);
}

/// The change of the measure that counts for the task, with its intervals.
QString describeChange(const response::Ablation& found, bool isClassifier) {
  const model::Evaluation &before = found.before, &after = found.after;
  if (isClassifier)
    return QStringLiteral("Accuracy %1 → %2 (95 %: %3 → %4 %)")
        .arg(percent(before.accuracy), percent(after.accuracy),
             rangeText(100 * before.accuracyBounds.low, 100 * before.accuracyBounds.high, 1),
             rangeText(100 * after.accuracyBounds.low, 100 * after.accuracyBounds.high, 1));
  return QStringLiteral("Perplexity %1 → %2 (95 %: %3 → %4)")
      .arg(before.perplexity, 0, 'f', 1)
      .arg(after.perplexity, 0, 'f', 1)
      .arg(rangeText(std::exp(before.lossBounds.low), std::exp(before.lossBounds.high), 1),
           rangeText(std::exp(after.lossBounds.low), std::exp(after.lossBounds.high), 1));
}

QString describe(const response::Ablation& found, const model::TextModel& model, std::size_t units,
                 std::int64_t minimumCount) {
  QStringList lines{describeChange(found, model.manifest.task == model::Task::classifier)};
  lines << QStringLiteral("Loss %1 nats a prediction; %2 random sets of %3: %4 ± %5, p = %6")
               .arg(signedText(found.lossChange))
               .arg(found.loss.changes.size())
               .arg(units == 1 ? QStringLiteral("1 unit") : QStringLiteral("%1 units").arg(units))
               .arg(signedText(found.loss.mean), numberText(found.loss.deviation))
               .arg(found.loss.pValue, 0, 'f', 3);
  lines.back() += found.loss.pValue <= 0.05 ? QStringLiteral(": more than random units cost.")
                                            : QStringLiteral(": no more than random units cost.");
  QStringList words;
  for (const response::TargetEffect& effect : found.targets) {
    if (static_cast<std::size_t>(words.size()) == wordsNamed || effect.change <= 0) break;
    if (effect.count < minimumCount) continue;
    words << QStringLiteral("%1 %2 (%3×, random %4)")
                 .arg(toQt(scene::displayToken(model.outputName(effect.target))), signedText(effect.change),
                      grouped(effect.count), signedText(effect.random.mean));
  }
  lines << (words.isEmpty() ? QStringLiteral("Nothing that is predicted often enough suffers.")
                            : "Suffers most: " + words.join(", "));
  return lines.join("\n");
}

QString describe(const scene::Confirmed& of, const char* what) {
  if (of.claims == 0) return QStringLiteral("No %1 could be tested.").arg(what);
  return QStringLiteral("%1 of %2 %3 confirmed (%4; weighted by strength %5)")
      .arg(of.confirmed)
      .arg(of.claims)
      .arg(what, percent(of.share(), 0), percent(of.weightedShare(), 0));
}

QString describe(const scene::ConfirmedCluster& found, scene::Side side) {
  const char* cluster = side == scene::Side::units ? "chip" : "cloud";
  return QStringList{
      QStringLiteral(
          "Half of the documents, clustered anew, has a %1 that shares %2 of its %3 members with this "
          "one's %4")
          .arg(cluster)
          .arg(found.shared)
          .arg(found.matched)
          .arg(found.members),
      describe(found.edges, side == scene::Side::units ? "edges of it to clouds" : "edges of it to chips"),
      describe(found.answers, side == scene::Side::units ? "strongest answers of its units"
                                                         : "strongest answers to its words")}
      .join("\n");
}

}  // namespace

ProofCard::ProofCard(QWidget* parent)
    : QFrame(parent),
      m_title(wrappedLabel("proofTitle", "group")),
      m_text(wrappedLabel("proofText", "muted")),
      m_progress(new QProgressBar),
      m_cancel(new QPushButton("Cancel")) {
  setObjectName("proofCard");
  m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  m_progress->setObjectName("proofProgress");
  m_progress->setAccessibleName("Progress of the test");
  m_progress->setTextVisible(false);
  m_progress->setFixedHeight(6);
  m_progress->setRange(0, wholeProgress);
  m_cancel->setObjectName("proofCancel");
  auto* row = new QHBoxLayout;
  row->addWidget(m_title, 1);
  row->addWidget(m_cancel, 0, Qt::AlignTop);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(6);
  layout->addLayout(row);
  layout->addWidget(m_progress);
  layout->addWidget(m_text);
  connect(m_cancel, &QPushButton::clicked, this, &ProofCard::cancel);
  connect(&m_job, &BackgroundJob::progressed, this,
          [this](double fraction) { m_progress->setValue(static_cast<int>(wholeProgress * fraction)); });
  connect(&m_job, &BackgroundJob::failed, this, &ProofCard::finish);
  hide();
}

void ProofCard::switchOff(const Computed& computed, const std::vector<UnitId>& units, const QString& what) {
  begin(QStringLiteral("Without %1").arg(what));
  std::vector<std::size_t> indices;
  for (const UnitId unit : units) indices.push_back(unit.index());
  m_job.run(
      [computed, indices](const RunControl& control) {
        const scene::Workspace& workspace = computed->workspace;
        const scene::Clustering& clustering = *workspace.clustering;
        const auto values = replacementValues(*workspace.analysis, clustering.layer, clustering.state,
                                              response::Replacement::mean);
        const auto corpus = openCorpus(*workspace.model, computed->state.corpus);
        const auto found = response::ablate(*workspace.model, corpus, clustering.layer, clustering.state,
                                            indices, values, {}, control);
        return describe(found, *workspace.model, indices.size(), computed->state.clustering.minimumCount);
      },
      [this](const QString& text) { finish(text); });
}

void ProofCard::testHalves(const Computed& computed, scene::Side side, ClusterId cluster,
                           const QString& what) {
  begin(QStringLiteral("The other half of the text on %1").arg(what));
  const scene::Items members = membersOf(*computed->workspace.clustering, side, cluster);
  m_job.run(
      [computed, side, members](const RunControl& control) {
        const scene::Workspace& workspace = computed->workspace;
        const auto corpus = openCorpus(*workspace.model, computed->state.corpus);
        const scene::ClusteringSettings& settings = computed->state.clustering;
        response::AnalyzeOptions options;
        options.sampleLimit = 1;  // Quantiles are not asked for.
        const auto halves = analyzeParts(*workspace.model, corpus, computed->state.corpus,
                                         response::splitInHalves(corpus, settings.options.seed), options,
                                         control.part(0, 0.8));
        if (halves.size() < 2) fail("one half of the text has no token; choose a longer one");
        const auto confirmation =
            scene::confirm(*halves[0], *halves[1], settings, answersTested, control.part(0.8, 1));
        return describe(confirmedCluster(confirmation, side, members), side);
      },
      [this](const QString& text) { finish(text); });
}

void ProofCard::begin(const QString& title) {
  m_title->setText(title);
  m_text->setText("The model reads the text in the background…");
  m_progress->setValue(0);
  m_progress->show();
  m_cancel->show();
  show();
}

void ProofCard::finish(const QString& text) {
  m_text->setText(text);
  setAccessibleName(m_title->text());
  setAccessibleDescription(QString(text).replace('\n', "; "));
  m_progress->hide();
  m_cancel->hide();
}

void ProofCard::cancel() {
  if (!m_job.isRunning()) return;
  m_job.cancel();
  finish("Cancelled.");
}

}  // namespace rnnvis::gui
