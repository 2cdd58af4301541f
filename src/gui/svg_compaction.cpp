#include "svg_compaction.h"

#include <array>

namespace rnnvis::gui {
namespace {

constexpr char groupBegin[] = "<g ", groupEnd[] = "</g>";
constexpr qsizetype groupEndSize = sizeof groupEnd - 1;
constexpr char identity[] = "transform=\"matrix(1,0,0,1,0,0)\"";

/// A group of the generator, which holds no other groups.
struct Group {
  QByteArray attributes, content;
};

/// Takes ` name="…"` out; empty where it is not there.
QByteArray takeAttribute(QByteArray& attributes, const QByteArray& name) {
  const auto begin = attributes.indexOf(' ' + name + "=\"");
  if (begin < 0) return {};
  const auto end = attributes.indexOf('"', begin + name.size() + 3);
  const QByteArray taken = attributes.mid(begin, end + 1 - begin);
  attributes.remove(begin, end + 1 - begin);
  return taken;
}

Group compacted(Group group) {
  group.attributes = (' ' + group.attributes).simplified().prepend(' ');
  group.content = group.content.trimmed();
  const bool hasText = group.content.contains("<text");
  if (group.attributes.contains(identity)) takeAttribute(group.attributes, "transform");
  const bool isTextAlone = hasText && group.content.count('<') == 2 * group.content.count("<text");
  if (isTextAlone)
    group.attributes = takeAttribute(group.attributes, "transform");  // It says the rest itself.
  for (const char* name : {"font-family", "font-size", "font-weight", "font-style"})
    if (!hasText) takeAttribute(group.attributes, name);
  static constexpr std::array inherited{" fill-opacity=\"1\"", " stroke-opacity=\"1\"",
                                        " stroke-linecap=\"square\" stroke-linejoin=\"bevel\"",
                                        " font-style=\"normal\""};
  for (const char* attribute : inherited) group.attributes.replace(attribute, "");
  if (!hasText) return group;
  if (!group.attributes.contains(" fill-opacity=")) group.content.replace(" fill-opacity=\"1\"", "");
  for (const char* attribute : {" font-style=\"normal\"", " \n"}) group.content.replace(attribute, "");
  return group;
}

bool isBlank(const QByteArray& svg, qsizetype from, qsizetype to) {
  return svg.mid(from, to - from).trimmed().isEmpty();
}

void append(QByteArray& svg, const Group& group) {
  if (group.content.isEmpty()) return;
  if (group.attributes.isEmpty())
    svg += group.content + '\n';
  else
    svg += "<g" + group.attributes + ">\n" + group.content + "\n</g>\n";
}

}  // namespace

QByteArray compactSvg(const QByteArray& svg) {
  const auto root = svg.indexOf(groupBegin);
  auto at = root < 0 ? -1 : svg.indexOf(groupBegin, root + 1);
  if (at < 0) return svg;
  QByteArray result = svg.left(at);
  auto rest = at;
  Group open;
  while (at >= 0) {
    const auto tagEnd = svg.indexOf('>', at);
    const auto end = svg.indexOf(groupEnd, tagEnd);
    const auto next = svg.indexOf(groupBegin, tagEnd);
    const bool isFlat = tagEnd >= 0 && end >= 0 && (next < 0 || next > end);
    if (!isFlat || (next >= 0 && !isBlank(svg, end + groupEndSize, next))) return svg;
    Group group = compacted({svg.mid(at + 3, tagEnd - at - 3), svg.mid(tagEnd + 1, end - tagEnd - 1)});
    if (group.attributes == open.attributes) {
      open.content += '\n' + group.content;
    } else if (!group.content.isEmpty()) {
      append(result, open);
      open = std::move(group);
    }
    at = next;
    rest = end + groupEndSize;
  }
  append(result, open);
  return result + svg.mid(rest);
}

}  // namespace rnnvis::gui
