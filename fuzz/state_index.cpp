#include "rnnvis/base/file.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/search/passages.h"
#include "safetensors_bytes.h"
#include "small_text_model.h"
#include "target.h"

#include <nlohmann/json.hpp>

// An input is a line with the description, a line with the arrays' header, and the data.

namespace rnnvis::fuzz {
namespace {

using nlohmann::json;

/// A text that an index may be of: what it says of passages is checked against its length alone.
text::Corpus corpusFor(const response::IndexInfo& info) {
  constexpr std::size_t most = 10'000;
  text::Corpus corpus;
  corpus.sha256 = info.corpusSha256;
  corpus.ids.resize(std::min(info.corpusTokens, most));
  corpus.starts = {0, corpus.ids.size()};
  return corpus;
}

void read(std::string_view input) {
  static MemoryFile file;
  const std::string_view description = takeLine(input);
  json header = json::parse(takeLine(input), nullptr, false);
  if (!header.is_object()) return;
  header["__metadata__"] = {{"rnnvis-index", description}};
  refusalsOnly([&] {
    const auto index = response::readStateIndex(
        file.write(safetensorsOf(header.dump(-1, ' ', false, json::error_handler_t::replace), input)));
    for (std::size_t unit = 0; unit < index->units(); ++unit) {
      const UnitId id{static_cast<std::int32_t>(unit)};
      (void)search::findPassages(*index, corpusFor(index->info()),
                                 {std::vector<search::UnitCondition>{{id, search::Direction::above, {}}}});
    }
  });
}

/// The input that stands for an index of random sentences.
std::string inputOf(std::size_t budget) {
  test::SmallModel small{.cell = "lstm", .tokens = 4, .hidden = 2, .layers = 1, .outputs = 4};
  test::Random random(82);
  const auto model = test::textModelOf(small);
  const auto corpus = test::streamOf(random, 60, 4);
  response::IndexOptions options;
  options.budget = budget;
  options.passage = 5;
  const test::TemporaryFolder folder;
  const auto path = folder / "a.states.rnnvis";
  indexStates(model, corpus, *response::analyze(model, corpus, "test", {}), LayerId{0}, model::Signal::c,
              options, {}, path);
  const std::string bytes = readFile(path);
  std::size_t length = 0;
  for (std::size_t byte = 0; byte < 4; ++byte)
    length |= std::size_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
  json header = json::parse(std::string_view(bytes).substr(8, length));
  const auto description = header.at("__metadata__").at("rnnvis-index").get<std::string>();
  header.erase("__metadata__");
  return description + "\n" + header.dump() + "\n" + bytes.substr(8 + length);
}

}  // namespace

std::vector<std::string> seeds() {
  return {inputOf(1 << 20), inputOf(40)};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rnnvis::fuzz::read(rnnvis::fuzz::textOf(data, size));
  return 0;
}
