#include "number_text.h"

#include <QLocale>

#include <cmath>

namespace rnnvis::gui {

QString grouped(std::int64_t number) {
  return QLocale(QLocale::English).toString(static_cast<qlonglong>(number));
}

QString numberText(double value) {
  return std::isfinite(value) ? QString::number(value, 'f', 3) : QStringLiteral("–");
}

QString signedText(double value) {
  if (!std::isfinite(value)) return QStringLiteral("–");
  return (value < 0 ? "−" : "+") + QString::number(std::abs(value), 'f', 3);
}

}  // namespace rnnvis::gui
