#include "rnnvis/text/vocabulary.h"

#include "target.h"

namespace rnnvis::fuzz {
namespace {

/// What was read must come back from the lines that it is written as.
void readTwice(MemoryFile& file, std::string_view input) {
  constexpr std::size_t largest = 1u << 12;
  const auto read = text::readVocabulary(file.write(input), largest);
  const std::string lines = formatVocabulary(read);
  const auto again = text::readVocabulary(file.write(lines), largest);
  if (again.size() != read.size() || formatVocabulary(again) != lines) std::abort();
}

}  // namespace

std::vector<std::string> seeds() {
  return {"a\nb\n\nc\\n\\x20\\\\\n",
          "a\r\nb\r\n",
          "\xef\xbb\xbf<unk>\n\xc3\xa9\n\xf0\x9f\x98\x80",
          "{\n[\n}\n",
          R"({"a": 0, "b": 2, "\u00e9\ud83d\ude00": 1})",
          R"({"0": "a", "2": "b", "1": ""})",
          "{\"a\": 4095}\n",
          R"( {"x": -1, "y": 1.5, "z": null, "t": true, "l": [1], "o": {}} )",
          R"({"a": 1e3, "b": 18446744073709551616})"};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace rnnvis;
  static fuzz::MemoryFile file;
  fuzz::refusalsOnly([&] { fuzz::readTwice(file, fuzz::textOf(data, size)); });
  return 0;
}
