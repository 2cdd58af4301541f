#include "dialects.h"
#include "rnnvis/base/error.h"

namespace rnnvis::model {

Architecture inferOnnxArchitecture(const checkpoint::Checkpoint&) {
  fail("ONNX models are not read yet");
}

}  // namespace rnnvis::model
