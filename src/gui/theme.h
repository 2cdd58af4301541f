#pragma once

#include "rnnvis/gui/colour_scale.h"

#include <QColor>

#include <array>

namespace rnnvis::gui {

/// The colours of the program. Two of them belong to sign alone; words take three others.
struct Theme {
  QColor window;                     ///< Behind the views.
  QColor panel;                      ///< Behind panels.
  QColor ink;                        ///< Text.
  QColor mutedInk;                   ///< Secondary text.
  QColor faintInk;                   ///< Text that may be overlooked.
  QColor line;                       ///< Frames and rules.
  QColor cell;                       ///< What holds no value: the middle of the diverging scale.
  QColor accent;                     ///< Focus and selection.
  QColor positive;                   ///< Orange or green.
  QColor negative;                   ///< Blue or purple.
  std::array<QColor, 3> words;       ///< Of the first, second and third selected word.
  QColor naming, acting, modifying;  ///< Of groups of parts of speech, in grammar mode.
  bool isDark = false;

  /// The diverging scale: negative at −1 over cell at 0 to positive at 1; clamped.
  QColor diverging(double value) const;
  /// From cell at 0 to ink at 1; clamped.
  QColor grey(double value) const;
  const QColor& ofSign(double value) const { return value < 0 ? negative : positive; }

  static const Theme& light(ColourScale scale = ColourScale::blueOrange);
  static const Theme& dark(ColourScale scale = ColourScale::blueOrange);
};

}  // namespace rnnvis::gui
