#pragma once

#include "compare/difference_card.h"
#include "compare/shown_differences.h"

#include <array>

namespace rnnvis::gui {

/// Words on their way from the clouds of the baseline to those of the comparison; a click on a stream lists
/// its words, of which one can be selected.
class FlowCard : public DifferenceCard {
  Q_OBJECT

 public:
  explicit FlowCard(QWidget* parent = nullptr);
  void show(const ShownDifferences& shown);

 Q_SIGNALS:
  void wordChosen(rnnvis::WordId ofBaseline);

 protected:
  void paintBody(QPainter& painter, const QRectF& body) override;
  void choose(int item) override;

 private:
  /// Where a stream leaves and arrives: upper ends, in words.
  struct Stream {
    std::size_t flow;
    double from = 0, to = 0, width = 0;
  };
  /// Clouds from top to bottom.
  struct Column {
    std::vector<std::size_t> order;
    std::vector<double> members, top;
  };

  void arrange();
  std::vector<WordId> wordsOf(const compare::Flow& flow) const;
  void paintColumn(QPainter& painter, const Column& column, double x, double scale, const QRectF& body,
                   const QColor& colour, bool isLeft);

  ShownDifferences m_shown;
  std::vector<Stream> m_streams;  // Those that move last.
  Column m_a, m_b;
  double m_gap = 0;  // Between clouds, in words.
};

}  // namespace rnnvis::gui
