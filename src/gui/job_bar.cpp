#include "job_bar.h"

#include "appearance.h"

#include "rnnvis/base/duration.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

namespace rnnvis::gui {
namespace {

QString describeTimeLeft(double seconds) {
  if (seconds < 0) return {};
  return QStringLiteral("about %1 left")
      .arg(QString::fromStdString(describeDuration(std::max(1.0, seconds))));
}

}  // namespace

JobBar::JobBar(QWidget* parent)
    : QWidget(parent),
      m_stage(new QLabel),
      m_progress(new QProgressBar),
      m_timeLeft(new QLabel),
      m_cancel(new QPushButton("Cancel")) {
  m_stage->setObjectName("jobStage");
  m_progress->setObjectName("jobProgress");
  m_progress->setAccessibleName("Progress of the running work");
  m_progress->setTextVisible(false);
  m_progress->setFixedSize(180, 6);
  m_timeLeft->setObjectName("jobTimeLeft");
  setRole(m_timeLeft, "muted");
  setRole(m_stage, "muted");
  m_cancel->setObjectName("jobCancel");
  m_cancel->setToolTip("Stop and return to what was shown before");
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 2, 16, 2);
  layout->setSpacing(12);
  layout->addWidget(m_stage);
  layout->addWidget(m_progress);
  layout->addWidget(m_timeLeft);
  layout->addStretch(1);
  layout->addWidget(m_cancel);
  QSizePolicy policy = m_cancel->sizePolicy();
  policy.setRetainSizeWhenHidden(true);  // So that the bar is as high while nothing runs.
  m_cancel->setSizePolicy(policy);
  connect(m_cancel, &QPushButton::clicked, this, &JobBar::cancelRequested);
  rest();
}

void JobBar::enter(const QString& stage) {
  m_stage->setText(stage + "…");
  m_progress->setRange(0, 0);  // Busy until the first report.
  m_timeLeft->clear();
  m_progress->show();
  m_cancel->show();
}

void JobBar::advance(double fraction, double secondsLeft) {
  m_progress->setRange(0, 1000);
  m_progress->setValue(static_cast<int>(1000 * fraction));
  m_timeLeft->setText(describeTimeLeft(secondsLeft));
}

void JobBar::rest() {
  m_stage->setText("Ready");
  m_timeLeft->clear();
  m_progress->hide();
  m_cancel->hide();
}

}  // namespace rnnvis::gui
