#include "checksum.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/response/analysis_file.h"
#include "rnnvis/response/analyze.h"
#include "rnnvis/response/confidence.h"
#include "rnnvis/response/merge.h"
#include "safetensors_bytes.h"
#include "small_text_model.h"
#include "target.h"

#include <nlohmann/json.hpp>

#include <map>

// An input is a line with the description, a line with the arrays' header, and the data. A file is made of it
// with the checksum that a fuzzer would not guess.

namespace rnnvis::fuzz {
namespace {

using nlohmann::json;

json parse(std::string_view line) {
  return json::parse(line, nullptr, false);
}

std::string fileOf(json header, const json& description, std::string_view data) {
  header["__metadata__"] = {{"rnnvis", description.dump(-1, ' ', false, json::error_handler_t::replace)}};
  return safetensorsOf(header.dump(-1, ' ', false, json::error_handler_t::replace), data);
}

std::string checksumOf(const std::filesystem::path& path) {
  const auto file = checkpoint::readSafetensors(path);
  std::map<std::string, std::span<const std::byte>> byName;
  for (const auto& named : file.arrays) byName[named.name] = named.array.bytes();
  response::Checksum checksum;
  for (const auto& [name, bytes] : byName) checksum.add(bytes);
  return checksum.digits();
}

void read(std::string_view input) {
  static MemoryFile file;
  json description = parse(takeLine(input));
  const json header = parse(takeLine(input));
  if (!header.is_object()) return;
  refusalsOnly([&] {
    if (description.is_object())
      description["checksum"] = checksumOf(file.write(fileOf(header, description, input)));
    const auto analysis = response::readAnalysis(file.write(fileOf(header, description, input)));
    auto other = std::make_shared<response::Analysis>(*analysis);
    other->info.corpusSha256 += " of another text";
    response::merge({analysis, other});
    for (std::size_t word = 0; word < analysis->words(); ++word)
      if (analysis->count[word] > 0)
        distinguishable(*analysis, LayerId{0}, analysis->info.states.front(),
                        WordId{static_cast<std::int32_t>(word)});
  });
}

/// The input that stands for an analysis of random sentences.
std::string inputOf(const std::string& cell) {
  test::SmallModel small{.cell = cell, .tokens = 4, .hidden = 1, .layers = 1, .outputs = 4};
  test::Random random(81);
  response::AnalyzeOptions options;
  options.sampleLimit = 2;
  const test::TemporaryFolder folder;
  const auto path = folder / "a.rnnvis";
  writeAnalysis(path, *analyze(test::textModelOf(small), test::streamOf(random, 20, 4), "test", options));
  const std::string bytes = readFile(path);
  const std::size_t length =
      static_cast<unsigned char>(bytes[0]) + 256u * static_cast<unsigned char>(bytes[1]);
  json header = parse(std::string_view(bytes).substr(8, length));
  const auto description = header.at("__metadata__").at("rnnvis").get<std::string>();
  header.erase("__metadata__");
  return description + "\n" + header.dump() + "\n" + bytes.substr(8 + length);
}

}  // namespace

std::vector<std::string> seeds() {
  return {inputOf("rnn"), inputOf("lstm"), inputOf("gru")};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rnnvis::fuzz::read(rnnvis::fuzz::textOf(data, size));
  return 0;
}
