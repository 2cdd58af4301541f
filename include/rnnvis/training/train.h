#pragma once

#include "rnnvis/training/configuration.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

namespace rnnvis::training {

/// Something that a run tells while it goes on (docs/training.md lists them and their fields).
struct Event {
  std::string json;          ///< One JSON object on one line, without the newline.
  std::string text;          ///< The same for people, without a final newline.
  bool isTransient = false;  ///< "progress", which comes about once a second; others are part of the record.
  bool isResult = false;     ///< "result", the last one.
};

struct TrainOptions {
  bool resume = false;  ///< Go on from the checkpoint in the folder.
  /// 0: as many as the run that is resumed had, else one a core. The weights depend on it.
  unsigned threads = 0;
};

/// Trains a network and leaves a model folder with the weights of the epoch that was best on the validation
/// text. After each epoch the folder holds a checkpoint, replaced whole, from which a resumed run goes on bit
/// for bit. Throws Error, one line, for a folder that is taken or in use, a resume from another
/// configuration, other data, another number of threads or a newer format, a loss that is no longer a number
/// (the checkpoint of the last good epoch stays), a disk that is full; Cancelled between two steps after a
/// stop request.
void train(const Configuration& configuration, const std::filesystem::path& folder,
           const TrainOptions& options, const std::function<void(const Event&)>& tell,
           const std::stop_token& stop = {});

}  // namespace rnnvis::training
