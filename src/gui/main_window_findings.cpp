// How the window pins findings, returns to them and makes a report of them.

#include "compare/compare_window.h"
#include "file_dialog.h"
#include "findings/findings_panel.h"
#include "findings/report_process.h"
#include "main_window.h"
#include "message_bar.h"
#include "session/session_opener.h"
#include "side_panel.h"

#include "rnnvis/scene/caption.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>

namespace rnnvis::gui {

void MainWindow::connectFindings() {
  connect(m_findings, &FindingsPanel::pinRequested, this, &MainWindow::pin);
  connect(m_findings, &FindingsPanel::showRequested, this, &MainWindow::returnTo);
  connect(m_findings, &FindingsPanel::changed, this, &MainWindow::keepSession);
  connect(m_findings, &FindingsPanel::reportRequested, this, &MainWindow::askForReport);
  connect(m_findings, &FindingsPanel::reportCancelled, m_report, &ReportProcess::cancel);
  connect(m_report, &ReportProcess::finished, this,
          [this](const QString& file) { tellReport("Written: " + QFileInfo(file).fileName() + ".", file); });
  connect(m_report, &ReportProcess::failed, this,
          [this](const QString& message) { tellReport(message, {}); });
  connect(m_report, &ReportProcess::cancelled, this, [this] { tellReport({}, {}); });
}

void MainWindow::tellReport(const QString& text, const QString& file) {
  m_findings->setReportRuns(false);
  m_findings->tellReport(text, file);
}

void MainWindow::pin() {
  if (!m_shown) return m_message->showMessage("There is nothing to pin yet; open a model first.");
  addFinding(session(), captionOf(*m_shown));
}

void MainWindow::addFinding(std::variant<scene::Session, scene::ComparisonSession> shown,
                            const std::string& caption) {
  if (m_findings->findings().size() >= scene::mostFindings)
    return m_message->showMessage(
        QStringLiteral("There are %1 findings already; remove some first.").arg(scene::mostFindings));
  m_side->bringForward(m_findings);
  m_findings->add({{},
                   QDateTime::currentDateTime().toString("yyyy-MM-dd HH:mm").toStdString(),
                   caption,
                   std::move(shown)});
}

void MainWindow::returnTo(const scene::Finding& finding) {
  if (const auto* comparison = std::get_if<scene::ComparisonSession>(&finding.shown))
    return compareWindow().showSession(*comparison);
  m_message->hide();
  m_opener->open(std::get<scene::Session>(finding.shown));
}

void MainWindow::askForReport() {
  if (!m_shown) return m_message->showMessage("There is nothing to report on yet; open a model first.");
  QFileDialog* dialog =
      makeFileDialog(this, "Make a report", "reportDialog", "Pages for a browser (*.html)", "html");
  dialog->selectFile("report.html");
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::writeReport);
  dialog->open();
}

void MainWindow::writeReport(const QString& file) {
  if (!m_shown) return;
  m_side->bringForward(m_findings);
  m_findings->setReportRuns(true);
  m_findings->tellReport("Writing the report…");
  m_report->start(QString::fromStdString(formatSession(session(), m_findings->findings())),
                  QFileInfo(file).absoluteFilePath());
}

}  // namespace rnnvis::gui
