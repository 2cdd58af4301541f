#include "infer.h"
#include "onnx.h"
#include "onnx_model.h"

namespace rnnvis::fuzz {

std::vector<std::string> seeds() {
  std::vector<std::string> inputs;
  MemoryFile memory;
  for (const std::string& model : onnxModels()) {
    const auto file = checkpoint::readOnnx(MappedFile(memory.write(model)));
    inputs.push_back(std::string(1, '\0') + "@onnx.graph " + file.metadata.at("onnx.graph") + "\n" +
                     describe(file.arrays));
  }
  return inputs;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rnnvis::fuzz::inferDescribed(rnnvis::fuzz::textOf(data, size));
  return 0;
}
