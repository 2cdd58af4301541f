// What the window's help menu opens.

#include "help/legend.h"
#include "help/shortcut_list.h"
#include "help/tour.h"
#include "main_view.h"
#include "main_window.h"
#include "message_bar.h"
#include "panels.h"
#include "side_panel.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

namespace rnnvis::gui {

void MainWindow::makeHelpMenu() {
  QMenu* help = menuBar()->addMenu("&Help");
  help->setObjectName("helpMenu");
  help->addAction("Take the &tour", this, &MainWindow::takeTour)->setObjectName("takeTour");
  help->addAction("&Legend", QKeySequence(Qt::Key_F1), this, &MainWindow::showLegend)
      ->setObjectName("showLegend");
  QAction* shortcuts = help->addAction("&Keyboard shortcuts", this, &MainWindow::showShortcuts);
  shortcuts->setObjectName("showShortcuts");
  shortcuts->setShortcuts({QKeySequence("Ctrl+/"), QKeySequence("?")});
  help->addSeparator();
  help->addAction("&About RNNVis", this, &MainWindow::aboutProgram)->setObjectName("about");
}

void MainWindow::takeTour() {
  if (m_tour) return;
  const QString model = tourModel();
  if (model.isEmpty())
    return m_message->showMessage(
        "The tour needs the model “kjv-lstm-128x2”, which comes with the program; install the program’s "
        "models.");
  for (QAction* column : m_panels->actions())
    if (!column->isChecked()) column->trigger();  // It points at them.
  m_beforeTour = m_shown ? m_store.state() : scene::AnalyticState();
  m_tour = new Tour(
      *m_view, {m_side, findChild<QWidget*>("sentenceInput"), findChild<QWidget*>("compareButton")}, this);
  m_tour->setTheme(theme());
  connect(m_tour, &Tour::commanded, this, &MainWindow::executeOnPicture);
  connect(m_tour, &Tour::left, this, &MainWindow::leaveTour);
  if (m_shown && QString::fromStdString(m_store.state().model) == model)
    m_tour->showComputed(m_shown);
  else
    openModel(model);
}

/// What was open comes back, as a step that can be undone; where nothing was, the tour's model stays.
void MainWindow::leaveTour() {
  if (!m_tour) return;
  m_tour->hide();
  m_tour->deleteLater();
  m_tour = nullptr;
  m_view->setFocus();
  if (!isEmpty(m_beforeTour) && m_beforeTour != state()) m_store.open(m_beforeTour, false);
}

void MainWindow::showShortcuts() {
  (new ShortcutList(*this, this))->open();
}

void MainWindow::showLegend() {
  if (!m_legend) {
    m_legend = new Legend(this);
    m_legend->setTheme(theme());
  }
  m_legend->show();
  m_legend->raise();
  m_legend->activateWindow();
}

void MainWindow::aboutProgram() {
  auto* about = new QMessageBox(this);
  about->setAttribute(Qt::WA_DeleteOnClose);
  about->setWindowTitle("About RNNVis");
  about->setText("RNNVis " RNNVIS_VERSION);
  about->setInformativeText(
      "Look inside trained recurrent text models.\n\nAfter Ming et al., Understanding Hidden Memories of "
      "Recurrent Neural Networks, VAST 2017.\n\nFree software under the GNU General Public License, version "
      "3 or later.");
  about->open();
}

}  // namespace rnnvis::gui
