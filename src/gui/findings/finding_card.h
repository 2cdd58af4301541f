#pragma once

#include "rnnvis/scene/finding.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace rnnvis::gui {

/// A finding in the list: its note, which can be edited, what was shown, and what can be done with it.
class FindingCard : public QWidget {
  Q_OBJECT

 public:
  explicit FindingCard(scene::Finding finding, QWidget* parent = nullptr);

  /// With the note as it is now.
  scene::Finding finding() const;
  /// Its place in the list, from 0, of so many.
  void setPlace(std::size_t place, std::size_t count);
  /// Takes the keyboard to the note.
  void edit();

 Q_SIGNALS:
  void noteChanged();
  void showRequested();
  void removeRequested();
  /// −1: before the one above, +1: after the one below.
  void moveRequested(int places);

 private:
  QWidget* makeButtons();
  void limitNote();
  void fitNote();

  scene::Finding m_finding;
  QLabel* m_head;
  QPlainTextEdit* m_note;
  QToolButton *m_show, *m_up, *m_down, *m_remove;
};

}  // namespace rnnvis::gui
