#pragma once

#include <QString>

namespace rnnvis::gui {

/// Whether a folder can be written: it does not exist or is empty.
bool isFree(const QString& folder);

/// `wanted` where it is free, else the first free one of wanted-2, wanted-3, …
QString nextFree(const QString& wanted);

}  // namespace rnnvis::gui
