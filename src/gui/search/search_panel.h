#pragma once

#include "search/found_list.h"
#include "search/question.h"

#include "rnnvis/scene/main_scene.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace rnnvis::gui {

class ProofCard;
class SegmentedButtons;

/// A page of the right column: words, units and passages are found here, and what is selected raises
/// questions that one click asks.
class SearchPanel : public QWidget {
  Q_OBJECT

 public:
  explicit SearchPanel(QWidget* parent = nullptr);

  /// For a low and wide place: what is found stands beside what is asked.
  void setWide();
  void showComputed(const Computed& computed);
  void setTheme(const Theme& theme);
  /// Asks a question about what is selected.
  void ask(const Question& question);
  /// The same of "separate", "answers", "passages", "switch-off" or "halves"; false where the selection does
  /// not raise it.
  bool askNamed(QString name);
  /// Adds the questions about what was hit, or about the selection where nothing was, to a menu.
  void addQuestions(QMenu& menu, const scene::Hit& hit);

  bool isBusy() const;

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  /// The page is wanted in front.
  void asked();
  /// The details are wanted in front, where the numbers are.
  void tableAsked();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeAsking();
  QWidget* makeAnswers();
  void makeField(QVBoxLayout& layout);
  QWidget* makeJobRow();
  void connectParts();
  void setRequest(const SearchRequest& request);
  SearchRequest request() const;
  void fitToKind(SearchKind kind);
  void search();
  /// Takes away what was found last.
  void forget();
  void show(const Answer& answer);
  void exportFound();
  void showProblem(const QString& message);
  void showJob();
  void showQuestions();
  void take(const FoundItem& item, bool extend);
  void light();

  Computed m_computed;
  std::vector<Question> m_questions;
  Searcher m_searcher;
  SearchKind m_kind = SearchKind::words;
  int m_by[2] = {0, 0};  // Of words and of units, while another kind is shown.
  QBoxLayout* m_layout;
  QWidget* m_asking = nullptr;
  SegmentedButtons* m_kinds;
  QComboBox* m_how;
  QLineEdit* m_field;
  QCheckBox* m_shownOnly;
  QWidget* m_lengthRow;
  QSpinBox* m_atLeast;
  QLabel* m_questionHint;
  QVBoxLayout* m_questionRows;
  ProofCard* m_proof;
  QLabel* m_status;
  QProgressBar* m_progress;
  QPushButton* m_cancel;
  FoundList* m_results;
  QPushButton* m_light;
  QPushButton* m_export;
};

}  // namespace rnnvis::gui
