#pragma once

#include "random.h"
#include "window.h"

#include <deque>
#include <map>
#include <set>

class QFileDialog;

namespace rnnvis::test {

/// Clicks, turns the wheel, drags and types at random, as one who knows nothing. Events come through the
/// window system, so that menus, dialogs and shortcuts get them as a user's. Dialogs for files are answered
/// with names in a folder of the test; everything else may be reached by chance, and a share of the events
/// goes to controls that were not reached so far.
class Monkey : public QObject {
 public:
  Monkey(Window& window, std::uint64_t seed);
  ~Monkey() override;

  /// One event, and what follows from it at once.
  void act();
  /// Waits for what is being computed, of which work that lasts is cancelled.
  void settle();

  /// Named controls and actions that could be used at some time and were not.
  std::set<std::string> unreached() const;
  std::size_t reached() const { return m_reached.size(); }
  /// The last things that it did.
  std::string lately() const;
  /// Whether an event handler waited in an event loop of its own, or the toolkit complained.
  const std::string& complaint() const { return m_complaint; }

 protected:
  bool eventFilter(QObject* object, QEvent* event) override;

 private:
  struct Place {
    QWidget* widget;
    QPoint point;  // In its window.
  };

  QWidget* top();
  void tidy();
  void answer(QFileDialog& dialog);
  void noteControls();
  bool goToUnreached();
  std::optional<Place> anywhere(QWidget& top);
  void click(const Place& place);
  void drag(const Place& place);
  void turnWheel(const Place& place);
  void press(QWidget& top);
  void say(const QString& what) {
    m_lately.push_back(what.toStdString());
    if (m_lately.size() > kept) m_lately.pop_front();
  }
  template <class List>
  auto& oneOf(List& list) {
    return list[m_random.below(std::size(list))];
  }

  static constexpr std::size_t kept = 30;

  Window& m_window;
  Random m_random;
  std::set<std::string> m_seen, m_reached;
  std::map<QWidget*, int> m_open;  // Other windows, and for how many events.
  bool m_isSeeking = false;        // There were controls in sight that were not reached.
  std::deque<std::string> m_lately;
  std::string m_complaint;
  QTimer m_watch;
  int m_loops;
};

/// All that a state says.
QString textOf(const scene::AnalyticState& state);

/// What of the state, of what is shown and of the controls does not fit together; empty where all does.
/// Nothing may be running.
std::string contradictionIn(Window& window);

}  // namespace rnnvis::test
