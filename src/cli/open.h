#pragma once

#include "rnnvis/model/text_model.h"

#include <filesystem>
#include <memory>

namespace rnnvis::cli {

/// model::openModel(), its warnings put into the log.
std::shared_ptr<const model::TextModel> openModel(const std::filesystem::path& path);

}  // namespace rnnvis::cli
