// How a comparison is saved, opened and written as a picture.

#include "compare/compare_details.h"
#include "compare/compare_window.h"
#include "compare/comparison_page.h"
#include "compare/detail_parts.h"
#include "compare/difference_card.h"
#include "compare/differences_panel.h"
#include "file_dialog.h"
#include "main_view.h"
#include "model_library.h"
#include "picture_menu.h"
#include "session/session_keeper.h"

#include "rnnvis/base/error.h"
#include "rnnvis/scene/caption.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include <algorithm>

namespace rnnvis::gui {

using scene::Half;
using scene::halves;

void CompareWindow::makeFileMenu(QMenu& file) {
  file.addAction("&Open a comparison…", QKeySequence::Open, this, &CompareWindow::browseSessions)
      ->setObjectName("openComparison");
  file.addAction("&Save the comparison", QKeySequence::Save, this, &CompareWindow::saveSession)
      ->setObjectName("saveComparison");
  file.addSeparator();
  makePictureMenu(file);
  file.addSeparator();
  file.addAction("&Pin what is shown", QKeySequence("Ctrl+D"), this, &CompareWindow::pin)
      ->setObjectName("pin");
  file.addSeparator();
}

void CompareWindow::browseSessions() {
  QFileDialog* dialog = makeFileDialog(this, "Open a comparison", "openComparisonDialog", sessionFilter());
  connect(dialog, &QFileDialog::fileSelected, this, &CompareWindow::openSession);
  dialog->open();
}

void CompareWindow::openSession(const QString& file) {
  try {
    m_resumed = scene::readComparison(file.toStdString());
  } catch (const Error& error) {
    half(Half::baseline).say(QString::fromUtf8(error.what()));
    return;
  }
  const bool isKept = isKeptSession(file);
  m_keeper.reset();
  if (isKept && m_isKept) keeper().adopt(file);
  m_sessionFile = isKept ? QString() : QFileInfo(file).absoluteFilePath();
  if (!isKept) rememberSession(m_sessionFile);
  m_store.begin(beginningOf(*m_resumed));
}

void CompareWindow::showSession(const scene::ComparisonSession& session) {
  m_resumed = session;
  m_store.begin(beginningOf(session));
}

/// Among the findings of the main window.
void CompareWindow::pin() {
  if (!areBothThere())
    return half(Half::baseline).say("There is nothing to pin yet; choose a model on both sides first.");
  const Computed &a = half(Half::baseline).shown(), &b = half(Half::comparison).shown();
  Q_EMIT pinned(sessionOf(m_store.state(), shown()),
                QString::fromStdString(captionOf(*a) + " | " + captionOf(*b)));
}

/// Whether both sides are read and clustered.
bool CompareWindow::areBothThere() const {
  return std::all_of(halves.begin(), halves.end(), [this](Half side) {
    const Computed& computed = half(side).shown();
    return computed && !computed->workspace.isPreliminary() && !computed->workspace.isDraft;
  });
}

SessionKeeper& CompareWindow::keeper() {
  if (!m_keeper) {
    m_keeper = std::make_unique<SessionKeeper>();
    connect(m_keeper.get(), &SessionKeeper::failed, this,
            [this](const QString& reason) { half(Half::baseline).say(reason); });
  }
  return *m_keeper;
}

void CompareWindow::keep() {
  if (m_isKept && !m_resumed && isVisible() && areBothThere())
    keeper().keep([session = sessionOf(m_store.state(), shown())] { return formatSession(session); });
}

/// What is compared next is kept in another file.
void CompareWindow::closeEvent(QCloseEvent* event) {
  m_keeper.reset();
  QMainWindow::closeEvent(event);
}

/// Once both sides are there, what was selected and edited on them follows.
void CompareWindow::goOn() {
  if (!m_resumed) return;
  const scene::ComparisonState beginning = beginningOf(*m_resumed);
  if (!areBothThere()) return;
  for (const Half side : halves)
    if (half(side).shown()->state != of(beginning.sides, side)) return;
  const scene::ComparisonSession session = *std::exchange(m_resumed, std::nullopt);
  scene::ComparisonState state = beginning;
  for (const Half side : halves) {
    const scene::Resumed resumed = resume(of(session.sides, side), *half(side).shown());
    of(state.sides, side) = resumed.state;
    if (!resumed.notice.empty()) half(side).say(QString::fromStdString(resumed.notice));
  }
  m_store.begin(state);
}

void CompareWindow::saveSession() {
  if (!m_sessionFile.isEmpty()) return saveSessionTo(m_sessionFile);
  QFileDialog* dialog = makeFileDialog(this, "Save the comparison", "saveComparisonDialog", sessionFilter(),
                                       scene::Session::suffix);
  connect(dialog, &QFileDialog::fileSelected, this, &CompareWindow::saveSessionTo);
  dialog->open();
}

void CompareWindow::saveSessionTo(const QString& file) {
  if (!half(Half::baseline).shown() || !half(Half::comparison).shown())
    return half(Half::baseline).say("There is nothing to save yet; choose a model on both sides first.");
  try {
    writeSession(file.toStdString(), sessionOf(m_store.state(), shown()));
  } catch (const Error& error) {
    half(Half::baseline).say(QString::fromUtf8(error.what()));
    return;
  }
  m_sessionFile = QFileInfo(file).absoluteFilePath();
  rememberSession(m_sessionFile);
}

void CompareWindow::makePictureMenu(QMenu& file) {
  auto* pictures = new PictureMenu(this, [this] {
    const bool isThere = half(Half::baseline).shown() && half(Half::comparison).shown();
    return isThere ? QString()
                   : QStringLiteral("There is no picture yet; choose a model on both sides first.");
  });
  const auto draw = [this](double millimetres) { return picture(millimetres); };
  pictures->addPicture("The &comparison…", QKeySequence("Ctrl+E"), "exportComparison", "comparison", draw);
  pictures->addWindow();
  pictures->addSeparator();
  pictures->addWidths();
  pictures->addSeparator();
  pictures->addCopy("Co&py the comparison", QKeySequence("Ctrl+Alt+C"), "copyComparison", draw);
  connect(pictures, &PictureMenu::failed, &half(Half::baseline), &CompareHalf::say);
  file.addMenu(pictures);
}

Picture CompareWindow::picture(double millimetres) const {
  if (millimetres > 0) return printed({millimetres}, *m_paper);
  const auto sceneOf = [this](Half side) {
    return std::make_shared<const scene::MainScene>(*half(side).view().scene());
  };
  return pictureOf(page(), {{sceneOf(Half::baseline)}, {sceneOf(Half::comparison)}}, *m_theme);
}

Picture CompareWindow::printed(const PrintSize& size, const Theme& theme) const {
  return printComparison(page(), size, theme);
}

/// With what the tab in front shows, as long as tabs are shown.
ComparisonPage CompareWindow::page() const {
  ComparisonPage page;
  page.sides = shown();
  page.halves = layouts();
  page.caption = captionOf(page.sides, m_differences->finder().joint());
  if (!m_below->isChecked()) return page;
  const QWidget* tab = m_tabs->currentWidget();
  page.title = m_tabs->tabText(m_tabs->currentIndex());
  if (tab == m_details)
    page.parts =
        detailParts(page.sides, m_store.state(), m_store.counterparts(), m_differences->finder().joint());
  for (DifferenceCard* card : tab->findChildren<DifferenceCard*>())
    if (card->isVisibleTo(tab) && card->notice().isEmpty())
      page.parts.push_back(partOf(*card));
    else if (card->isVisibleTo(tab))
      page.notes << card->notice();
  page.notes.removeDuplicates();
  return page;
}

}  // namespace rnnvis::gui
