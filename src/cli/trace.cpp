#include "rnnvis/model/trace.h"

#include "command.h"
#include "open.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/text/tokenizer.h"

#include <charconv>
#include <memory>

namespace rnnvis::cli {
namespace {

/// Token ids of a file, separated by white space.
std::vector<WordId> readIds(const std::filesystem::path& path) {
  const std::string text = readFile(path);
  std::vector<WordId> ids;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    if (std::isspace(static_cast<unsigned char>(*at))) {
      ++at;
      continue;
    }
    std::int32_t id = 0;
    const auto [next, error] = std::from_chars(at, end, id);
    if (error != std::errc{})
      fail("{}: byte {}: not a token id; give whole numbers separated by spaces", path.string(),
           at - text.data() + 1);
    ids.push_back(WordId{id});
    at = next;
  }
  return ids;
}

void writeTrace(const std::filesystem::path& path, const model::Trace& trace, bool bidirectional) {
  std::vector<checkpoint::OutputArray> arrays;
  const auto add = [&](const std::string& name, const Matrix& values) {
    arrays.push_back({name,
                      checkpoint::DType::float32,
                      {values.rows(), values.cols()},
                      std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())))});
  };
  for (std::size_t layer = 0; layer < trace.layers.size(); ++layer)
    for (const auto& [signal, values] : trace.layers[layer])
      add(fmt::format("{}.{}", model::layerName(layer, bidirectional), nameOf(signal)), values);
  if (trace.logits.size() > 0) add("logits", trace.logits);
  checkpoint::writeSafetensors(path, arrays);
}

}  // namespace

Runner setUpTrace(CLI::App& parser) {
  struct Arguments {
    std::string model, text, ids, out;
  };
  auto arguments = std::make_shared<Arguments>();
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  auto* input = parser.add_option_group("input")->require_option(1);
  input->add_option("--text", arguments->text, "Text to read, from the zero state");
  input->add_option("--ids", arguments->ids, "File of token ids to read, from the zero state");
  parser.add_option("--out", arguments->out, "safetensors file to write")->required();
  return [arguments](const Session&) {
    const auto model = openModel(arguments->model);
    const std::vector<WordId> ids =
        arguments->ids.empty() ? encodeLine(arguments->text, model->manifest.text, model->vocabulary).ids
                               : readIds(arguments->ids);
    if (ids.empty()) fail("there is no token to read; give a text with words in the model's vocabulary");
    writeTrace(arguments->out, trace(model->network, ids, zeroState(model->network)),
               model->network.bidirectional);
  };
}

}  // namespace rnnvis::cli
