#include "safetensors_header.h"

#include "arrays.h"
#include "safetensors_bytes.h"
#include "target.h"

// The first byte of an input decides: even, a file follows as it is; odd, a line that is its header, then the
// data.

namespace rnnvis::fuzz {

std::vector<std::string> seeds() {
  const std::string header =
      R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},)"
      R"("b":{"dtype":"BF16","shape":[],"data_offsets":[24,26]},"c":{"dtype":"I8","shape":[0],"data_offsets":[26,26]}})";
  const std::string types =
      R"({"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1],"data_offsets":[8,10]},)"
      R"("c":{"dtype":"I64","shape":[1],"data_offsets":[10,18]},"d":{"dtype":"I32","shape":[1],"data_offsets":[18,22]},)"
      R"("e":{"dtype":"I16","shape":[1],"data_offsets":[22,24]},"f":{"dtype":"U8","shape":[1],"data_offsets":[24,25]},)"
      R"("g":{"dtype":"BOOL","shape":[1],"data_offsets":[25,26]}})";
  const std::string data(26, '\1');
  return {std::string(1, '\0') + safetensorsOf(header, data), "\1" + header + "\n" + data,
          "\1" + types + "\n" + data, "\1{}\n",
          "\1{\"a\\u00e9\":{\"dtype\":\"F8\",\"shape\":[1],\"data_offsets\":[0,1]}}\n1"};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  std::string_view input = fuzz::textOf(data, size);
  const bool whole = fuzz::takeByte(input) % 2 == 0;
  const std::string_view header = whole ? "" : fuzz::takeLine(input);
  const std::string file = whole ? std::string(input) : fuzz::safetensorsOf(header, input);
  fuzz::refusalsOnly(
      [&] { fuzz::readElements(checkpoint::parseSafetensors(fuzz::asBytes(file), nullptr).arrays); });
  return 0;
}
