#pragma once

#include "rnnvis/scene/detail.h"
#include "rnnvis/scene/examples.h"

#include <QString>

namespace rnnvis::gui {

// How to read what the detail view shows, and what the mouse does there: rich text.

QString hintOf(const scene::DistributionDetail& detail);
QString hintOf(const scene::UnitDetail& detail);
QString hintOf(const scene::ValuesDetail& detail);
QString hintOf(const scene::ExamplesDetail& detail, bool responses);

}  // namespace rnnvis::gui
