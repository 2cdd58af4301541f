#include "rnnvis/base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace rnnvis {

void setUpLogging(bool verbose) {
  auto logger =
      std::make_shared<spdlog::logger>("rnnvis", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_pattern("%l: %v");
  logger->set_level(verbose ? spdlog::level::debug : spdlog::level::warn);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace rnnvis
