#pragma once

#include "rnnvis/scene/finding.h"

#include <QWidget>

#include <utility>
#include <vector>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace rnnvis::gui {

class FindingCard;

/// What has been pinned, in the analyst's order, with notes.
class FindingsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit FindingsPanel(QWidget* parent = nullptr);

  scene::Findings findings() const;
  /// Adds one at the end and takes the keyboard to its note.
  void add(scene::Finding finding);
  /// Shows those of a session; those that were there can be brought back one by one.
  void open(const scene::Findings& findings);
  /// Says what has become of a report; `file`, where there is one, can be opened.
  void tellReport(const QString& text, const QString& file = {});
  void setReportRuns(bool runs);

 Q_SIGNALS:
  /// A finding was added, moved, removed or written about.
  void changed();
  void pinRequested();
  void showRequested(const rnnvis::scene::Finding& finding);
  void reportRequested();
  void reportCancelled();

 private:
  void insert(std::size_t place, scene::Finding finding);
  void remove(FindingCard* card);
  void move(FindingCard* card, int places);
  void bringBack();
  std::size_t placeOf(const FindingCard* card) const;
  void number();

  std::vector<FindingCard*> m_cards;
  std::vector<std::pair<std::size_t, scene::Finding>> m_removed;  // With the place that each had.
  QPushButton *m_pin, *m_report, *m_bringBack;
  QLabel *m_hint, *m_told;
  QVBoxLayout* m_list;
  bool m_reportRuns = false;
};

}  // namespace rnnvis::gui
