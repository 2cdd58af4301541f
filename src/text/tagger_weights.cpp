#include "tagger_weights.h"

// Two megabytes as a C++ array would take the compiler a minute; the assembler takes the file as it is.
asm(R"(
  .pushsection .rodata
  .global rnnvisTaggerWeights, rnnvisTaggerWeightsEnd
rnnvisTaggerWeights:
  .incbin ")" RNNVIS_TAGGER_WEIGHTS R"("
rnnvisTaggerWeightsEnd:
  .popsection
)");

extern "C" const std::byte rnnvisTaggerWeights[], rnnvisTaggerWeightsEnd[];

namespace rnnvis::text {

std::span<const std::byte> bundledTaggerWeights() {
  return {rnnvisTaggerWeights, rnnvisTaggerWeightsEnd};
}

}  // namespace rnnvis::text
