#pragma once

#include <QString>

#include <cstdint>

namespace rnnvis::gui {

QString grouped(std::int64_t number);  ///< "1,640"
QString numberText(double value);      ///< "0.123"; "–" for what is not finite.
QString signedText(double value);      ///< "+0.123", "−0.123", likewise.

}  // namespace rnnvis::gui
