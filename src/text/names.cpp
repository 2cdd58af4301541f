#include "rnnvis/text/names.h"

namespace rnnvis::text {

std::string_view nameOf(Level level) {
  return level == Level::word ? "word" : "char";
}

std::string_view nameOf(Splitting splitting) {
  return splitting == Splitting::whitespace ? "whitespace" : "punctuation";
}

std::optional<Level> levelNamed(std::string_view name) {
  for (const Level level : {Level::word, Level::character})
    if (name == nameOf(level)) return level;
  return std::nullopt;
}

std::optional<Splitting> splittingNamed(std::string_view name) {
  for (const Splitting splitting : {Splitting::whitespace, Splitting::punctuation})
    if (name == nameOf(splitting)) return splitting;
  return std::nullopt;
}

}  // namespace rnnvis::text
