#include "rnnvis/model/trace.h"

#include "command.h"
#include "open.h"
#include "options.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/checkpoint/arrays_file.h"
#include "rnnvis/model/text_model.h"
#include "rnnvis/model/trace_corpus.h"
#include "rnnvis/text/tokenizer.h"

#include <charconv>
#include <deque>
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

/// Arrays to be written, with the numbers that they are made of.
class Output {
 public:
  void add(const std::string& name, const Matrix& values) {
    m_arrays.push_back({name,
                        checkpoint::DType::float32,
                        {values.rows(), values.cols()},
                        std::as_bytes(std::span(values.data(), static_cast<std::size_t>(values.size())))});
  }
  template <class Range>
  void addIntegers(const std::string& name, const Range& values, auto toInteger) {
    auto& kept = m_integers.emplace_back();
    for (const auto& value : values) kept.push_back(static_cast<std::int64_t>(toInteger(value)));
    m_arrays.push_back(
        {name, checkpoint::DType::int64, {static_cast<std::int64_t>(kept.size())}, std::as_bytes(std::span(kept))});
  }
  void write(const std::filesystem::path& path) const { checkpoint::writeArrays(path, m_arrays); }

 private:
  std::vector<checkpoint::OutputArray> m_arrays;
  std::deque<std::vector<std::int64_t>> m_integers;
};

void writeTrace(const std::filesystem::path& path, const model::Trace& trace, const text::Corpus& corpus) {
  Output output;
  output.addIntegers("tokens", corpus.ids, [](WordId id) { return id.value; });
  output.addIntegers("starts", corpus.starts, [](std::size_t start) { return start; });
  for (std::size_t layer = 0; layer < trace.layers.size(); ++layer)
    for (const auto& [signal, values] : trace.layers[layer])
      output.add(fmt::format("{}.{}", model::layerName(layer, trace.bidirectional), nameOf(signal)), values);
  if (trace.logits.size() > 0) output.add("logits", trace.logits);
  output.write(path);
}

struct Arguments {
  explicit Arguments(CLI::App& parser) : reading(parser, "") {}
  std::string model, text, ids, out;
  bool gates = false, logits = false;
  ReadingFlags reading;
};

/// A stream of one document, whose state is carried from line to line, is recorded as one.
text::Corpus asRead(text::Corpus corpus, const model::TextModel& model, const model::ReadingOptions& options) {
  if (options.context.value_or(defaultContext(model)) == model::Context::stream)
    corpus.starts = {0, corpus.ids.size()};
  return corpus;
}

void traceWholeCorpus(const Arguments& arguments, const model::TextModel& model, const RunControl& control) {
  const text::Corpus corpus = openCorpus(model, arguments.reading.corpus());
  const auto options = arguments.reading.options();
  const auto trace = traceCorpus(model, corpus, arguments.gates ? model.signalsKept() : model.states(),
                                 arguments.logits, options, control);
  writeTrace(arguments.out, trace, asRead(corpus, model, options));
}

void traceTokens(const Arguments& arguments, const model::TextModel& model) {
  text::Corpus corpus;
  corpus.ids = arguments.ids.empty() ? encodeLine(arguments.text, model.manifest.text, model.vocabulary).ids
                                     : readIds(arguments.ids);
  if (corpus.ids.empty()) fail("there is no token to read; give a text with words in the model's vocabulary");
  corpus.starts = {0, corpus.ids.size()};
  if (model.recording)
    fail("{}: recorded states cannot read new text; trace the --corpus recorded", model.path.string());
  writeTrace(arguments.out, trace(model.network, corpus.ids, zeroState(model.network)), corpus);
}

}  // namespace

Runner setUpTrace(CLI::App& parser) {
  auto arguments = std::make_shared<Arguments>(parser);
  parser.add_option("MODEL", arguments->model, "Model folder")->required();
  parser.add_option("--text", arguments->text, "Text to read, from the zero state");
  parser.add_option("--ids", arguments->ids, "File of token ids to read, from the zero state")->excludes("--text");
  parser.get_option("--corpus")->excludes("--text")->excludes("--ids");
  parser.add_flag("--gates", arguments->gates, "With --corpus: gates too, not only states");
  parser.add_flag("--logits", arguments->logits, "With --corpus: outputs too");
  parser.add_option("--out", arguments->out, "File to write: .npz, or safetensors")->required();
  return [arguments](const Session& session) {
    const auto model = openModel(arguments->model);
    const bool hasTokens = !arguments->text.empty() || !arguments->ids.empty();
    if (!hasTokens && arguments->reading.corpus().empty())
      fail("there is nothing to read; give --text, --ids or --corpus");
    if (hasTokens)
      traceTokens(*arguments, *model);
    else
      traceWholeCorpus(*arguments, *model, session.control);
  };
}

}  // namespace rnnvis::cli
