#pragma once

#include "search/search_request.h"

#include "rnnvis/scene/workspace.h"

#include <vector>

namespace rnnvis::gui {

/// Something to ask about what is selected, one click away.
struct Question {
  enum class Kind {
    search,     ///< Looks for `request`.
    switchOff,  ///< What the model loses without `units`.
    halves,     ///< Whether `cluster` holds on the other half of the text.
    table       ///< The numbers of what is selected, in the details.
  };

  Kind kind = Kind::search;
  QString text;  ///< "Units that separate “he” from “she”"
  QString name;  ///< Of a widget: "askSeparate".
  SearchRequest request = {};
  std::vector<UnitId> units = {};
  scene::Side side = scene::Side::units;
  ClusterId cluster = {};
};

/// What can be asked about a selection and about the units that are lit; nothing where nothing is selected.
std::vector<Question> questionsAbout(const scene::Workspace& workspace, const scene::Selection& selection,
                                     const std::vector<UnitId>& brushed);

}  // namespace rnnvis::gui
