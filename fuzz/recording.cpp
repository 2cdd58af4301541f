#include "rnnvis/model/recording.h"

#include "described_checkpoint.h"
#include "target.h"

namespace rnnvis::fuzz {
namespace {

/// What the program does with a recording: every state and its predecessors, from any place on.
void use(const model::Recording& recording) {
  const std::size_t from = recording.tokens.size() / 2, count = recording.tokens.size() - from;
  const model::RecordedSteps steps(recording, from, count);
  for (std::size_t layer = 0; layer < recording.layers.size(); ++layer)
    for (const model::Signal state : recording.recordedStates()) {
      const auto rows = static_cast<std::size_t>(steps.withPrevious(layer, state).rows());
      for (std::size_t row = 0; row < steps.rows(); ++row)
        if (steps.previousRow(layer, row) >= rows) std::abort();
    }
  recordedTrace(recording, from, count);
  if (!findPassage(recording, std::span(recording.tokens).first(1))) std::abort();
  recording.cell();
}

}  // namespace

std::vector<std::string> seeds() {
  return {"#tokens 6\n#starts 4\nlayer0.h 6 3\nlayer0.c 6 3\nlayer1.h 6 2\nlayer1.c 6 2\nlogits 6 9\n",
          "#ids 5\nlayer0.h 5 3\nlayer0.r 5 3\nlayer0.reverse.h 5 3\nlayer0.reverse.r 5 3\n",
          "#word_ids 5\nstates1 5 3\nstates2 5 3\n",
          "#input_ids 4\nlayer0/h 4 3\nlayer0/i 4 3\n",
          "=tokens t\n=layer0.c s\n#t 4\ns 4 3\n",
          "#tokens 3\n!layer0.h 3 2\n"};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  const auto file = fuzz::describedCheckpoint(fuzz::textOf(data, size));
  fuzz::refusalsOnly([&] {
    model::holdsRecording(file.checkpoint);
    fuzz::use(model::readRecording(file.checkpoint, file.names));
  });
  return 0;
}
