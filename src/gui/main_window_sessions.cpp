// How the window opens, saves and keeps sessions.

#include "compare/compare_window.h"
#include "file_dialog.h"
#include "findings/findings_panel.h"
#include "main_window.h"
#include "message_bar.h"
#include "model_library.h"
#include "session/session_keeper.h"
#include "session/session_opener.h"

#include "rnnvis/base/error.h"

#include <QFileDialog>
#include <QFileInfo>

namespace rnnvis::gui {

void MainWindow::connectSessions() {
  connect(m_opener, &SessionOpener::rejected, m_message, &MessageBar::showMessage);
  connect(m_opener, &SessionOpener::wanted, this,
          [this](const scene::AnalyticState& state) { m_store.open(state, false); });
  connect(m_opener, &SessionOpener::opened, this, &MainWindow::showSession);
}

void MainWindow::keepSessions() {
  m_keeper = new SessionKeeper(this);
  connect(m_keeper, &SessionKeeper::failed, m_message, &MessageBar::showMessage);
}

scene::Session MainWindow::session() const {
  scene::Session session = sessionOf(*m_shown);
  session.state = state();
  return session;
}

void MainWindow::keepSession() {
  if (!m_keeper || !m_shown || m_opener->isOpening()) return;
  m_keeper->keep(
      [session = session(), findings = m_findings->findings()] { return formatSession(session, findings); });
}

void MainWindow::openSession(const QString& file) {
  if (scene::isComparison(file.toStdString())) return compareWindow().openSession(file);
  m_message->hide();
  m_opener->open(QFileInfo(file).absoluteFilePath());
}

void MainWindow::showSession(const OpenedSession& opened) {
  if (!opened.file.isEmpty()) {
    const bool isKept = isKeptSession(opened.file);
    m_sessionFile = isKept ? QString() : opened.file;
    if (!isKept) rememberSession(opened.file);
    if (isKept && m_keeper) m_keeper->adopt(opened.file);
    m_findings->open(opened.findings);
  }
  m_store.open(opened.state, true);
  if (!opened.notice.isEmpty()) m_message->showMessage(opened.notice);
}

void MainWindow::saveSession() {
  if (m_sessionFile.isEmpty()) return saveSessionAs();
  saveSessionTo(m_sessionFile);
}

void MainWindow::saveSessionAs() {
  if (!m_shown) return m_message->showMessage("There is nothing to save yet; open a model first.");
  QFileDialog* dialog =
      makeFileDialog(this, "Save the session", "saveSessionDialog", sessionFilter(), scene::Session::suffix);
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::saveSessionTo);
  dialog->open();
}

void MainWindow::saveSessionTo(const QString& file) {
  if (!m_shown) return;
  try {
    scene::writeSession(file.toStdString(), session(), m_findings->findings());
  } catch (const Error& error) {
    m_message->showMessage(QString::fromUtf8(error.what()));
    return;
  }
  m_sessionFile = QFileInfo(file).absoluteFilePath();
  rememberSession(m_sessionFile);
}

void MainWindow::browseSessions() {
  QFileDialog* dialog = makeFileDialog(this, "Open a session", "openSessionDialog", sessionFilter());
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openSession);
  dialog->open();
}

}  // namespace rnnvis::gui
