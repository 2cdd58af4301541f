#pragma once

#include "compare/difference_card.h"

#include "rnnvis/compare/differences.h"

namespace rnnvis::gui {

/// How alike the layers of both models are, each with each; a click chooses the layers that are compared.
class CkaCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit CkaCard(QWidget* parent = nullptr);

  /// Of the sides' layers `a` and `b`.
  void show(const compare::Attempt<compare::JointReading>& joint, LayerId a, LayerId b);

 Q_SIGNALS:
  /// Indices into Analysis::layers.
  void layersChosen(rnnvis::LayerId a, rnnvis::LayerId b);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  MatrixD m_cka;
  compare::Sides<std::vector<std::string>> m_layers;
  LayerId m_a, m_b;
  double m_matched = 0;
};

}  // namespace rnnvis::gui
