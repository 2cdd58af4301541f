#pragma once

#include <QString>

namespace rnnvis::gui {

/// A text beside a weights file that the model may have been trained or tested on: of the file's own name,
/// else a usual name for such a text; empty where there is none.
QString textBeside(const QString& file);

/// The first words of a text's first line, without its label; empty where the text cannot be read.
QString firstWordsOf(const QString& text);

}  // namespace rnnvis::gui
