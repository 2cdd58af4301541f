#pragma once

#include "process.h"
#include "small_model.h"

#include <cstdlib>

namespace rnnvis::test {

inline const SmallModel classifierModel{.cell = "gru", .layers = 1, .outputs = 2};

/// A folder with a language model, a classifier and a cache of its own.
class Workspace {
 public:
  Workspace() {
    ::setenv("XDG_CACHE_HOME", (m_folder / "cache").c_str(), 1);
    Random random(121);
    const std::string text = randomText(random, 120, 12);
    languageModel = writeModel(m_folder, "lm", {}, text).string();
    classifier = writeModel(m_folder, "classifier", classifierModel, randomLabelledText(random, 60, 12),
                            classifierToml)
                     .string();
  }

  std::string path(const std::string& name) const { return (m_folder / name).string(); }
  std::string write(const std::string& name, std::string_view contents) const {
    return m_folder.write(name, contents).string();
  }
  bool exists(const std::string& name) const { return std::filesystem::exists(m_folder / name); }
  /// Names in the folder, temporary files included.
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
      names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
  }
  const TemporaryFolder& folder() const { return m_folder; }

  std::string languageModel, classifier;

 private:
  TemporaryFolder m_folder;
};

/// [rows][columns] of a JSON matrix; {0, 0} for anything else.
inline std::pair<std::size_t, std::size_t> shapeOf(const nlohmann::json& matrix) {
  if (!matrix.is_array() || matrix.empty() || !matrix[0].is_array()) return {0, 0};
  for (const auto& row : matrix)
    if (row.size() != matrix[0].size()) return {0, 0};
  return {matrix.size(), matrix[0].size()};
}

}  // namespace rnnvis::test
