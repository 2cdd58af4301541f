#include "open.h"

#include <spdlog/spdlog.h>

namespace rnnvis::cli {

std::shared_ptr<const model::TextModel> openModel(const std::filesystem::path& path) {
  auto model = model::openModel(path);
  for (const std::string& warning : model->warnings) spdlog::warn("{}", warning);
  return model;
}

}  // namespace rnnvis::cli
