#pragma once

#include "compare/difference_card.h"

#include "rnnvis/scene/detail.h"

#include <array>
#include <optional>

namespace rnnvis::gui {

/// How the units of either side answer to two words, in small: the baseline above, the comparison below, on
/// one scale.
class PairCard : public DifferenceCard {
  Q_OBJECT

 public:
  PairCard(const QString& first, const QString& second, QWidget* parent = nullptr);

  const std::array<QString, 2>& words() const { return m_words; }
  void show(std::optional<scene::DistributionDetail> baseline,
            std::optional<scene::DistributionDetail> comparison);

 Q_SIGNALS:
  void chosen();

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int) override { Q_EMIT chosen(); }

 private:
  void paintSide(QPainter& painter, const QRectF& box, const QString& name, const QColor& colour,
                 const std::optional<scene::DistributionDetail>& side, double range);

  std::array<QString, 2> m_words;
  std::array<std::optional<scene::DistributionDetail>, 2> m_sides;
};

}  // namespace rnnvis::gui
