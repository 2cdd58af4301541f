#pragma once

#include "rnnvis/model/import.h"

#include <string>
#include <vector>

namespace rnnvis::model {

/// Whether tokens, an empty one standing for none, can be those of so many rows: checkVocabulary()'s rule.
bool vocabularyFits(const std::vector<std::string>& tokens, std::size_t rows);

/// Vocabularies that fit the rows: inside the file, beside it, Python's printable characters for 100 rows.
std::vector<VocabularySource> findVocabularies(const Inspection& inspection, std::size_t rows);

/// As the file's outputs suggest.
Task suggestedTask(const Architecture& architecture);

}  // namespace rnnvis::model
