#include "side_panel.h"

#include <QAction>
#include <QKeySequence>
#include <QTabBar>

namespace rnnvis::gui {

SidePanel::SidePanel(QWidget* parent) : QTabWidget(parent) {
  setObjectName("sidePanel");
  setAccessibleName("Right column");
  setDocumentMode(true);
  tabBar()->setObjectName("sideTabs");
  tabBar()->setAccessibleName("Pages of the right column");
  tabBar()->setExpanding(false);
  tabBar()->setDrawBase(false);
}

void SidePanel::addPage(QWidget* page, const QString& title, const QKeySequence& key) {
  QString name = title;
  addTab(page, name.remove('&'));
  auto* action = new QAction(title, this);
  action->setObjectName("show" + name + "Page");
  action->setShortcut(key);
  setTabToolTip(indexOf(page),
                key.isEmpty() ? name : name + " (" + key.toString(QKeySequence::NativeText) + ")");
  addAction(action);
  connect(action, &QAction::triggered, this, [this, page] {
    bringForward(page);
    page->setFocus();
  });
}

void SidePanel::bringForward(QWidget* page) {
  Q_EMIT asked();
  setCurrentWidget(page);
}

}  // namespace rnnvis::gui
