#include "onnx.h"

#include "arrays.h"
#include "infer.h"
#include "onnx_model.h"

namespace rnnvis::fuzz {
namespace {

/// Every element type and every field that holds elements.
std::string oddTensors() {
  using namespace test::onnx;
  const std::vector<std::int64_t> halves{0x3c00, 0x4000};
  Graph graph;
  graph.initializers = {
      tensor("raw", {2}, kFloat, bytes(9, raw(std::vector<float>{1, 2}))),
      tensor("half", {2}, kFloat16, bytes(5, packed(halves))),
      tensor("bfloat", {2}, kBfloat16, bytes(9, std::string(4, '\1'))),
      tensor("double", {1}, kDouble, fixed64(10, 1.5)),
      tensor("int", {2}, kInt32, integer(5, 3) + integer(5, -4)),
      tensor("bool", {1}, kBool, integer(5, 1)),
      tensor("byte", {3}, kUint8, bytes(9, "abc")),
      tensor("text", {1}, kString, bytes(6, "abc")),
      tensor("outside", {1}, kFloat, bytes(13, bytes(1, "location") + bytes(2, "/etc/passwd"))),
      tensor("scalar", {}, kFloat, fixed32(4, 1))};
  graph.nodes = {
      constant("c", tensor("", {1}, kInt64, integer(7, -1))),
      node("ConstantOfShape", {"c"}, {"z"}, {attribute("value", 4, bytes(5, tensor("", {1}, {2.0f})))}),
      node("Odd", {}, {"o"},
           {attribute("f", 1.5f), attribute("s", "text"), attribute("n", Names{"a", "b"}),
            attribute("l", std::vector<float>{1, 2})})};
  return test::onnx::model(graph);
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> files = onnxModels();
  files.push_back(oddTensors());
  return files;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  static fuzz::MemoryFile memory;
  const auto& path = memory.write(fuzz::textOf(data, size));
  fuzz::refusalsOnly([&] {
    const MappedFile file(path);
    checkpoint::looksLikeOnnx(file.bytes());
    const auto checkpoint = checkpoint::readOnnx(file);
    fuzz::readElements(checkpoint.arrays);
    fuzz::inferAndRun(checkpoint);
  });
  return 0;
}
