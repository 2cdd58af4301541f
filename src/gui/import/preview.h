#pragma once

#include <QString>

#include <vector>

namespace rnnvis::model {
struct TextModel;
}

namespace rnnvis::gui {

/// A token of a typed line and what became of it.
struct PreviewToken {
  enum class Fate { read, unknown, skipped };
  QString text;
  Fate fate = Fate::read;
};

/// A word or class and its probability.
struct PreviewOutput {
  QString text;
  double probability = 0;
};

/// What a model makes of a typed line.
struct Preview {
  std::vector<PreviewToken> tokens;
  std::vector<PreviewOutput> outputs;  ///< The likeliest five after the line, likeliest first.
  QString problem;                     ///< Why there are no outputs.
};

Preview previewOf(const model::TextModel& model, const QString& line);

}  // namespace rnnvis::gui
