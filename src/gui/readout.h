#pragma once

#include "theme.h"

#include "rnnvis/scene/detail.h"

#include <QString>

namespace rnnvis::gui {

// Exact values of what the pointer is over, as rich text; empty for what the detail view does not tell of.

QString readoutOf(const scene::DistributionDetail& detail, UnitId unit, const Theme& theme);
/// Of the signals whose units are in chips, or of those whose units are not.
QString readoutOf(const scene::ValuesDetail& detail, UnitId unit, bool isInChip = true);
QString readoutOf(const scene::AnswerBox& answer, const QString& change);

/// Lines that the longest of them takes.
int readoutLines(const scene::DistributionDetail& detail);

}  // namespace rnnvis::gui
