// The window's menus and the dialogs that they open.

#include "cluster_menu.h"
#include "main_window.h"
#include "model_library.h"
#include "panels.h"
#include "side_panel.h"
#include "step_action.h"
#include "view_menu.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenuBar>

namespace rnnvis::gui {

void MainWindow::makeMenus() {
  QMenu* file = menuBar()->addMenu("&File");
  file->addAction("&Open a model folder…", QKeySequence::Open, this, &MainWindow::browse);
  file->addAction("&Import a weights file…", QKeySequence("Ctrl+I"), this, &MainWindow::browseFiles);
  file->addAction("&Train a model…", QKeySequence("Ctrl+T"), this, &MainWindow::trainModel)
      ->setObjectName("train");
  m_recent = file->addMenu("Open &recent");
  m_recent->setObjectName("recentMenu");
  connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::listRecent);
  file->addSeparator();
  file->addAction("Open a &session…", QKeySequence("Ctrl+Shift+O"), this, &MainWindow::browseSessions)
      ->setObjectName("openSession");
  file->addAction("&Save the session", QKeySequence::Save, this, &MainWindow::saveSession)
      ->setObjectName("saveSession");
  file->addAction("Save the session &as…", QKeySequence("Ctrl+Shift+S"), this, &MainWindow::saveSessionAs)
      ->setObjectName("saveSessionAs");
  file->addSeparator();
  makePictureMenu(*file);
  file->addAction("Make a &report…", QKeySequence("Ctrl+Shift+R"), this, &MainWindow::askForReport)
      ->setObjectName("report");
  file->addSeparator();
  file->addAction("&Quit", QKeySequence::Quit, this, &QWidget::close);
  makeEditMenu();
  makeViewMenu();
  makeHelpMenu();
}

void MainWindow::makeEditMenu() {
  QMenu* edit = menuBar()->addMenu("&Edit");
  m_undo = edit->addAction("&Undo", QKeySequence("Ctrl+Z"), &m_store, &StateStore::undo);
  m_undo->setObjectName("undo");
  m_redo = edit->addAction("&Redo", &m_store, &StateStore::redo);
  m_redo->setObjectName("redo");
  m_redo->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
  edit->addSeparator();
  edit->addAction("&Pin what is shown", QKeySequence("Ctrl+D"), this, &MainWindow::pin)->setObjectName("pin");
  edit->addAction("&Name the selected cluster…", QKeySequence(Qt::Key_F2), m_clusters,
                  &ClusterMenu::renameSelected);
  edit->addAction("Reset all &edits and locks of clusters", this, [this] { execute(scene::ResetEdits{}); });
  showSteps();
}

/// Says what can be undone and redone.
void MainWindow::showSteps() {
  showStep(*m_undo, "&Undo", m_store.undoText());
  showStep(*m_redo, "&Redo", m_store.redoText());
}

void MainWindow::makeViewMenu() {
  menuBar()->addMenu(m_viewMenu);
  connect(m_viewMenu, &ViewMenu::chosen, this, &MainWindow::changeAppearance);
  m_viewMenu->addSeparator();
  m_viewMenu->addAction("&Compare…", QKeySequence("Ctrl+Shift+C"), this, &MainWindow::compare)
      ->setObjectName("compare");
  m_viewMenu->addSeparator();
  for (QAction* action : m_panels->actions()) m_viewMenu->addAction(action);
  m_viewMenu->addSeparator();
  for (QAction* action : m_side->actions()) m_viewMenu->addAction(action);
  m_viewMenu->addSeparator();
  QAction* talk = m_viewMenu->addAction("&Presentation");
  talk->setObjectName("presentation");
  talk->setShortcut(QKeySequence(Qt::Key_F5));
  talk->setCheckable(true);
  connect(talk, &QAction::toggled, this, &MainWindow::presentTalk);
  m_viewMenu->addSeparator();
  m_viewMenu->addAction("Clea&r the selection", QKeySequence(Qt::Key_Escape), this,
                        [this] { execute(scene::ClearSelection{}); });
}

void MainWindow::browse() {
  auto* dialog = new QFileDialog(this, "Open a model folder");
  dialog->setObjectName("openDialog");
  dialog->setFileMode(QFileDialog::Directory);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  if (m_shown) dialog->setDirectory(QFileInfo(QString::fromStdString(m_shown->state.model)).absolutePath());
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openModel);
  dialog->open();
}

void MainWindow::browseFiles() {
  auto* dialog = new QFileDialog(this, "Import a weights file");
  dialog->setObjectName("importDialog");
  dialog->setFileMode(QFileDialog::ExistingFile);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  if (const QStringList files = recentFiles(); !files.isEmpty())
    dialog->setDirectory(QFileInfo(files.front()).absolutePath());
  connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::open);
  dialog->open();
}

/// Model folders by their names, then sessions and weights files.
void MainWindow::listRecent() {
  m_recent->clear();
  const auto add = [this](const QString& text, const QString& path) {
    QAction* action =
        m_recent->addAction(QString(text).replace('&', "&&"), this, [this, path] { open(path); });
    action->setToolTip(path);
  };
  for (const ModelEntry& entry : recentModels()) add(entry.name, entry.path);
  m_recent->addSeparator();
  for (const QString& file : recentSessions() + recentFiles()) add(QFileInfo(file).fileName(), file);
  if (m_recent->isEmpty()) m_recent->addAction("Nothing yet")->setEnabled(false);
}

}  // namespace rnnvis::gui
