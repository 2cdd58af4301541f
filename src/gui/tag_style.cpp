#include "tag_style.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace rnnvis::gui {
namespace {

enum class Role { naming, acting, modifying, joining, rest };

struct TagStyle {
  Role role;
  Qt::PenStyle line;
};

TagStyle styleOf(text::Tag tag) {
  constexpr std::array<TagStyle, text::tagCount> styles{{{Role::naming, Qt::NoPen},        // noun
                                                         {Role::acting, Qt::SolidLine},    // verb
                                                         {Role::modifying, Qt::DashLine},  // adjective
                                                         {Role::modifying, Qt::DotLine},   // adverb
                                                         {Role::naming, Qt::DashLine},     // pronoun
                                                         {Role::joining, Qt::NoPen},       // determiner
                                                         {Role::joining, Qt::SolidLine},   // preposition
                                                         {Role::naming, Qt::DotLine},      // number
                                                         {Role::joining, Qt::DashLine},    // conjunction
                                                         {Role::joining, Qt::DotLine},     // particle
                                                         {Role::rest, Qt::DotLine},        // punctuation
                                                         {Role::rest, Qt::NoPen}}};        // other
  return styles[static_cast<std::size_t>(tag)];
}

}  // namespace

QColor tagColour(const Theme& theme, text::Tag tag) {
  switch (styleOf(tag).role) {
    case Role::naming:
      return theme.naming;
    case Role::acting:
      return theme.acting;
    case Role::modifying:
      return theme.modifying;
    case Role::joining:
      return theme.ink;
    case Role::rest:
      break;
  }
  return theme.mutedInk;
}

void paintTagLine(QPainter& painter, const QPointF& left, double width, double pixels, text::Tag tag,
                  const QColor& colour) {
  const Qt::PenStyle style = styleOf(tag).line;
  if (style == Qt::NoPen) return;
  QPen pen(colour, std::max(0.9, 0.06 * pixels), style, Qt::FlatCap);
  if (style == Qt::DashLine) pen.setDashPattern({3, 2});
  if (style == Qt::DotLine) pen.setDashPattern({1, 1.5});
  painter.setPen(pen);
  painter.drawLine(left, left + QPointF(width, 0));
}

}  // namespace rnnvis::gui
