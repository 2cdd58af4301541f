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

/// In what two sides differ: a card each for layers, words, clouds, predictions and a sentence.
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
  void tokenChosen(rnnvis::scene::TokenPlace ofBaseline);

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
  DivergenceCard* m_divergence;
  QWidget* m_cards;
  QLabel* m_notice;
  QProgressBar* m_progress;
  QPushButton* m_cancel;
};

}  // namespace rnnvis::gui
