#include "plot_style.h"

#include "fonts.h"
#include "text_scale.h"

#include <qcustomplot.h>

#include <cmath>

namespace rnnvis::gui {
namespace {

/// Numbers with the minus that all others have.
class NumberTicker : public QCPAxisTicker {
 protected:
  QString getTickLabel(double tick, const QLocale& locale, QChar format, int precision) override {
    return QCPAxisTicker::getTickLabel(tick, locale, format, precision).replace('-', QChar(0x2212));
  }
};

void styleAxis(QCPAxis& axis, const Theme& theme) {
  axis.setTicker(QSharedPointer<QCPAxisTicker>(new NumberTicker));
  axis.setBasePen(Qt::NoPen);
  // Labels alone; without a pen, vector formats would have a dot.
  axis.setTickPen(QPen(Qt::transparent));
  axis.setSubTickPen(QPen(Qt::transparent));
  axis.setTickLabelFont(font(10.5 * textScale()));
  axis.setTickLabelColor(theme.mutedInk);
  axis.setLabelFont(font(10.5 * textScale()));
  axis.setLabelColor(theme.mutedInk);
  axis.setTickLabelPadding(5);
  axis.setTickLength(0, 0);
  axis.grid()->setPen(Qt::NoPen);
  axis.grid()->setSubGridVisible(false);
  axis.grid()->setZeroLinePen(QPen(theme.mutedInk, 1));
}

/// The largest of 1, 2, 5 · 10ᵏ that is not above `value`.
double roundedDown(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  const double lead = value / power;
  return power * (lead >= 5 ? 5 : lead >= 2 ? 2 : 1);
}

}  // namespace

void stylePlot(QCustomPlot& plot, const Theme& theme) {
  plot.setBackground(theme.panel);
  plot.setFont(font(10.5 * textScale()));
  for (QCPAxis* axis : {plot.xAxis, plot.yAxis, plot.xAxis2, plot.yAxis2}) styleAxis(*axis, theme);
}

void setSymmetricRange(QCPAxis& axis, double range) {
  const double most = range > 0 ? range : 1;
  axis.setRange(-1.04 * most, 1.04 * most);
  const double tick = roundedDown(most);
  const int decimals = std::max(0, static_cast<int>(std::ceil(-std::log10(tick) - 1e-9)));
  const QString text = QString::number(tick, 'f', decimals);
  const QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
  ticker->addTick(-tick, "−" + text);
  ticker->addTick(0, "0");
  ticker->addTick(tick, "+" + text);
  axis.setTicker(ticker);
}

}  // namespace rnnvis::gui
