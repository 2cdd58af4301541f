#pragma once

#include "rnnvis/model/text_model.h"

#include <filesystem>
#include <string_view>

namespace rnnvis::model {

/// The file of a corpus of the manifest, or the text file that `name` is the path of. Throws Error listing
/// the names where there is neither.
std::filesystem::path corpusFile(const TextModel& model, std::string_view name);
/// The one text of recorded states.
text::Corpus recordedCorpus(const TextModel& model);

}  // namespace rnnvis::model
