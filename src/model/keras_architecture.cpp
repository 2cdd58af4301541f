#include "dialects.h"
#include "rnnvis/base/error.h"

namespace rnnvis::model {

Architecture inferKerasArchitecture(const checkpoint::Checkpoint&) {
  fail("Keras models are not read yet");
}

}  // namespace rnnvis::model
