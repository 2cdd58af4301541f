#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"
#include "rnnvis/text/tag_corpus.h"
#include "rnnvis/text/utf8.h"

#include "command.h"
#include "open.h"

#include <algorithm>
#include <memory>

namespace rnnvis::cli {
namespace {

using nlohmann::json;

/// Prints tagged lines one by one, so that a text of any length takes no memory.
class TagPrinter {
 public:
  explicit TagPrinter(bool asJson) : m_asJson(asJson) {}

  void print(const std::vector<std::string>& tokens, std::span<const text::Tag> tags) const {
    std::vector<std::string> names;
    for (text::Tag tag : tags) names.emplace_back(nameOf(tag));
    if (m_asJson) return printJson({{"tokens", tokens}, {"tags", names}});
    printLine(fmt::format("{}", fmt::join(names, " ")));
  }

 private:
  bool m_asJson;
};

void tagText(std::string_view text, std::string_view name, const text::TextSettings& settings,
             const TagPrinter& printer, const RunControl& control) {
  text::requireUtf8(text, name);
  const text::Tagger tagger = text::Tagger::bundled();
  const double size = static_cast<double>(text.size());
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    const auto tokens = text::tokenize(text.substr(0, newline), settings);
    printer.print(tokens, tagger.tag(std::vector<std::string_view>(tokens.begin(), tokens.end())));
    text.remove_prefix(std::min(newline + 1, text.size()));
    control.report(1 - static_cast<double>(text.size()) / size);
  }
}

void tagCorpusOf(const std::string& path, const std::string& name, const TagPrinter& printer,
                 const RunControl& control) {
  const auto model = openModel(path);
  const auto& settings = model->manifest.text;
  const text::Corpus corpus = openCorpus(*model, name);
  const auto tags = tagCorpus(corpus, settings, model->vocabulary, text::Tagger::bundled(), control);
  for (std::size_t d = 0; d < corpus.documents(); ++d) {
    std::vector<std::string> tokens;
    for (std::size_t t = corpus.starts[d]; t < corpus.starts[d + 1]; ++t)
      tokens.push_back(model->vocabulary.token(corpus.ids[t]));
    printer.print(tokens, std::span(tags).subspan(corpus.starts[d], tokens.size()));
  }
}

}  // namespace

Runner setUpTag(CLI::App& parser) {
  struct Arguments {
    std::string file, text, model, corpus = "test", tokenizer = "whitespace";
    bool json = false;
  };
  auto arguments = std::make_shared<Arguments>();
  auto* source = parser.add_option_group("text", "What to tag");
  source->add_option("FILE", arguments->file, "Text file, a sentence a line");
  auto* typed = source->add_option("--text", arguments->text, "A sentence");
  source->add_option("--model", arguments->model,
                     "Model folder: tag one of its corpora, as the model reads it");
  source->require_option(1);
  parser.add_option("--corpus", arguments->corpus, "Of the model")->capture_default_str();
  parser.add_option("--tokenizer", arguments->tokenizer, "Of FILE and --text")
      ->check(CLI::IsMember({"whitespace", "punctuation"}))
      ->capture_default_str();
  parser.add_flag("--json", arguments->json, "An object a line, with tokens and tags");
  return [arguments, typed](const Session& session) {
    const TagPrinter printer(arguments->json);
    if (!arguments->model.empty())
      return tagCorpusOf(arguments->model, arguments->corpus, printer, session.control);
    text::TextSettings settings;
    if (arguments->tokenizer == "punctuation") settings.splitting = text::Splitting::punctuation;
    if (!typed->empty()) return tagText(arguments->text, "--text", settings, printer, session.control);
    const MappedFile file(arguments->file);
    tagText({reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()}, arguments->file,
            settings, printer, session.control);
  };
}

}  // namespace rnnvis::cli
