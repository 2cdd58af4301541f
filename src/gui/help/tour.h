#pragma once

#include "computation.h"
#include "theme.h"

#include "help/tour_steps.h"

#include <QPointer>
#include <QWidget>

class QLabel;
class QPushButton;
class QTimer;

namespace rnnvis::gui {

class MainView;

/// What the tour points at beside the main view.
struct TourParts {
  QWidget* details;
  QWidget* input;
  QWidget* compare;
};

/// A card over a window that introduces its parts one after the other, with a ring around the one it tells
/// of. It blocks nothing: what lies beside the card can be used meanwhile. Enter goes on, Esc leaves.
class Tour : public QWidget {
  Q_OBJECT

 public:
  /// Over all of `view`'s window, which must be shown.
  Tour(MainView& view, const TourParts& parts, QWidget* window);
  ~Tour() override;

  void setTheme(const Theme& theme);
  /// What is shown now; the tour's model is waited for.
  void showComputed(const Computed& computed);

  std::size_t step() const { return m_step; }
  /// What the step tells of, in the window; empty where it tells of nothing, or where that cannot be seen.
  QRect target() const;
  QRect cardPlace() const { return m_card->geometry(); }

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  void left();

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  void makeCard();
  void go(std::size_t step);
  void act();
  void showStep();
  void place();
  std::optional<QRectF> partInView() const;

  MainView& m_view;
  TourParts m_parts;
  const Theme* m_theme = &Theme::light();
  Computed m_computed;
  std::size_t m_step = 0;
  bool m_isReady = false;  // The model is there.
  QRect m_ring;            // As it was drawn last.
  QWidget* m_card;
  QLabel *m_title, *m_text, *m_count;
  QPushButton *m_back, *m_next, *m_leave;
};

}  // namespace rnnvis::gui
