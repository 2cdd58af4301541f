#pragma once

#include "compare/shown_sentence.h"

#include <QWidget>

#include <optional>

namespace rnnvis::gui {

class DivergenceCard;
class InformationCard;
struct Theme;

/// In what two sides differ along a sentence: predictions, and the information in chips that go together.
class SentencePanel : public QWidget {
  Q_OBJECT

 public:
  explicit SentencePanel(QWidget* parent = nullptr);

  void show(const std::optional<ShownSentence>& shown);
  void setTheme(const Theme& theme);

 Q_SIGNALS:
  void tokenChosen(std::size_t ofBaseline);

 private:
  DivergenceCard* m_divergence;
  InformationCard* m_information;
};

}  // namespace rnnvis::gui
