#pragma once

#include "rnnvis/model/import.h"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rnnvis::cli {

/// What the owner of a weights file says of it: an option for every field of model::ImportChoices.
class ImportFlags {
 public:
  explicit ImportFlags(CLI::App& parser);

  /// Throws Error for a vocabulary of a text where none is named.
  model::ImportChoices choices() const;
  /// What candidates are tried on: --prove, else the first corpus; empty where there is none.
  std::filesystem::path sample() const;

 private:
  void addVocabulary(CLI::App& parser);
  void addText(CLI::App& parser);
  void addNetwork(CLI::App& parser);
  std::optional<model::VocabularySource> vocabulary() const;

  model::ImportChoices m_choices;
  std::vector<std::pair<std::string, std::filesystem::path>> m_corpora;  ///< As given.
  std::vector<std::string> m_vocabulary;
  std::string m_table, m_sample;
  std::optional<text::TokenOrder> m_order;
  std::vector<std::string> m_special;
  std::optional<std::string> m_padding;
  std::size_t m_padTo = 0;
  bool m_padRight = true;
};

}  // namespace rnnvis::cli
