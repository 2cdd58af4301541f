#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QWidget>

class QLineEdit;
class QVBoxLayout;

namespace rnnvis::gui {

/// Where sentences are typed, corrected and taken away. Corrections are told of as they are typed.
class SentenceSection : public QWidget {
  Q_OBJECT

 public:
  explicit SentenceSection(QWidget* parent = nullptr);

  void showState(const scene::AnalyticState& state);

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  /// What was typed cannot be used, for this reason.
  void rejected(const QString& reason);

 private:
  void add();
  void correctRows();
  void replace(std::size_t index, const QString& typed);
  void finish(std::size_t index, QLineEdit* edit);
  QWidget* makeRow(std::size_t index);

  QLineEdit* m_input;
  QVBoxLayout* m_rows;
  std::vector<std::string> m_sentences;
};

}  // namespace rnnvis::gui
