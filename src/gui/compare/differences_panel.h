#pragma once

#include "compare/difference_finder.h"

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace rnnvis::gui {

class CkaCard;
class FlowCard;
class MeasuresCard;
class PredictionCard;
class SimilarityCard;
class StrengthCard;
struct Theme;

/// In what two sides differ: a card each for layers, words, clouds and predictions.
class DifferencesPanel : public QWidget {
  Q_OBJECT

 public:
  explicit DifferencesPanel(QWidget* parent = nullptr);

  void showSides(const scene::ComputedSides& sides);
  void setTheme(const Theme& theme);
  const DifferenceFinder& finder() const { return m_finder; }

 Q_SIGNALS:
  void wordChosen(rnnvis::WordId ofBaseline);
  void layersChosen(rnnvis::LayerId a, rnnvis::LayerId b);
  /// Something else is known: finder().
  void changed();
  /// Both models have read the text, or will not.
  void readTogether();

 private:
  QWidget* makeJobRow();
  void connectParts();
  void show();
  void showJob();

  DifferenceFinder m_finder;
  scene::ComputedSides m_sides;
  CkaCard* m_cka;
  SimilarityCard* m_similarity;
  StrengthCard* m_strength;
  MeasuresCard* m_measures;
  FlowCard* m_flow;
  PredictionCard* m_predictions;
  QWidget* m_cards;
  QLabel* m_notice;
  QProgressBar* m_progress;
  QPushButton* m_cancel;
};

}  // namespace rnnvis::gui
