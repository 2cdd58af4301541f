#pragma once

#include "theme.h"

#include "rnnvis/text/tagger.h"

#include <QPointF>

class QPainter;

namespace rnnvis::gui {

/// The colour of a part of speech: one for what names (nouns, pronouns, numbers), one for verbs, one for what
/// modifies (adjectives, adverbs), ink for what joins, faint ink for the rest. The line below tells those of
/// one colour apart, and colours from each other for those who do not see them.
QColor tagColour(const Theme& theme, text::Tag tag);

/// The line below a word of `pixels` height, from `left` on; nothing for some parts of speech.
void paintTagLine(QPainter& painter, const QPointF& left, double width, double pixels, text::Tag tag,
                  const QColor& colour);

}  // namespace rnnvis::gui
