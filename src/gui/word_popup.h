#pragma once

#include "rnnvis/scene/analytic_state.h"

#include <QListWidget>

#include <string>
#include <vector>

namespace rnnvis::gui {

/// A list of words that stays until one is chosen or something else is clicked; then it deletes itself.
class WordPopup : public QListWidget {
  Q_OBJECT

 public:
  /// `tokens` are all of the vocabulary.
  WordPopup(const std::vector<WordId>& words, const std::vector<std::string>& tokens, QWidget* parent);

  /// Shows it with its upper left corner there, or where it fits on the screen.
  void popUp(QPoint globalPosition);

 Q_SIGNALS:
  void chosen(rnnvis::WordId word);

 protected:
  void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace rnnvis::gui
