#pragma once

#include <QString>

class QFileDialog;
class QWidget;

namespace rnnvis::gui {

/// A dialog over `window` that asks for a file to open or, with `suffix`, one to save, which has it unless
/// another is given. To be opened; it deletes itself.
QFileDialog* makeFileDialog(QWidget* window, const QString& title, const QString& name, const QString& filter,
                            const QString& suffix = {});

/// "Sessions of RNNVis (*.rnnvis-session)"
QString sessionFilter();

}  // namespace rnnvis::gui
