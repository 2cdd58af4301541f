#pragma once

#include <QString>

namespace rnnvis::gui {

/// A text beside a weights file that the model may have been trained or tested on: of the file's own name,
/// else a usual name for such a text; empty where there is none.
QString textBeside(const QString& file);

}  // namespace rnnvis::gui
