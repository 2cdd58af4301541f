#include "session/session_opener.h"

#include "rnnvis/base/error.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace rnnvis::gui {

SessionOpener::SessionOpener(QWidget* window) : QObject(window), m_window(window) {}

void SessionOpener::open(const QString& file) {
  try {
    scene::Findings findings = scene::readFindings(file.toStdString());
    m_session = scene::readSession(file.toStdString());
    m_findings = std::move(findings);
  } catch (const Error& error) {
    Q_EMIT rejected(QString::fromUtf8(error.what()));
    return;
  }
  m_file = file;
  begin();
}

void SessionOpener::open(scene::Session session) {
  m_session = std::move(session);
  m_findings.clear();
  m_file.clear();
  begin();
}

void SessionOpener::begin() {
  Q_EMIT wanted(beginningOf(*m_session));
}

void SessionOpener::giveUp() {
  m_session.reset();
}

void SessionOpener::take(const Computed& computed) {
  if (!m_session || computed->workspace.isPreliminary() || computed->workspace.isDraft) return;
  if (computed->state != beginningOf(*m_session)) return;
  const scene::Resumed resumed = scene::resume(*m_session, *computed);
  m_session.reset();
  Q_EMIT opened({resumed.state, m_file, QString::fromStdString(resumed.notice), m_findings});
}

bool SessionOpener::takeFailure(const QString& message) {
  if (!m_session) return false;
  ask(message);
  return true;
}

void SessionOpener::ask(const QString& problem) {
  auto* box = new QMessageBox(QMessageBox::Warning, "Open a session",
                              "This session cannot be shown as it was.", QMessageBox::NoButton, m_window);
  box->setObjectName("sessionProblem");
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText(problem);
  const auto add = [&](const QString& text, void (SessionOpener::*action)()) {
    connect(box->addButton(text, QMessageBox::AcceptRole), &QPushButton::clicked, this, action);
  };
  add("Locate the model…", &SessionOpener::locateModel);
  add("Locate the text…", &SessionOpener::locateText);
  box->addButton("Give up", QMessageBox::RejectRole);
  connect(box, &QDialog::rejected, this, &SessionOpener::giveUp);
  box->open();
}

void SessionOpener::locateModel() {
  auto* dialog = new QFileDialog(m_window, "Where is the model of this session?");
  dialog->setObjectName("locateModel");
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::rejected, this, &SessionOpener::giveUp);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    if (!m_session) return;  // Something else was asked for meanwhile.
    m_session->state.model = QFileInfo(path).absoluteFilePath().toStdString();
    begin();
  });
  dialog->open();
}

void SessionOpener::locateText() {
  auto* dialog = new QFileDialog(m_window, "Where is the text of this session?");
  dialog->setObjectName("locateText");
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::rejected, this, &SessionOpener::giveUp);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
    if (!m_session) return;
    m_session->state.corpus = QFileInfo(path).absoluteFilePath().toStdString();
    begin();
  });
  dialog->open();
}

}  // namespace rnnvis::gui
