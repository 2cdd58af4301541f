#pragma once

#include "rnnvis/scene/detail.h"
#include "rnnvis/scene/examples.h"

#include <QString>

namespace rnnvis::gui {

/// How to read what the detail view shows, and what the mouse does there: rich text.
struct Hint {
  QString meaning;
  QString mouse;
};

Hint hintOf(const scene::DistributionDetail& detail);
Hint hintOf(const scene::UnitDetail& detail);
Hint hintOf(const scene::ValuesDetail& detail);
Hint hintOf(const scene::ExamplesDetail& detail, bool responses);

}  // namespace rnnvis::gui
