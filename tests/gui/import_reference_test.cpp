#include "assistant.h"
#include "reference.h"

#include <QDir>

#include <cstdlib>

using namespace rnnvis;
using test::Assistant;
using test::reference;
using test::Window;

namespace {

constexpr char shakespeare[] = "models/third-party/char-gru-100x2/shakespeare.pt";
constexpr char shakespeareText[] = "data/tinyshakespeare/input.txt";
constexpr char airline[] = "models/third-party/airline-rnn-128/sentiment_model.pth";
constexpr char textgenrnn[] = "models/third-party/textgenrnn/textgenrnn_weights.hdf5";

}  // namespace

TEST_CASE("a stranger's character model is proved on its text and imported") {
  REQUIRE_REFERENCE(shakespeare);
  REQUIRE_REFERENCE(shakespeareText);
  Window window;
  Assistant assistant(window, reference(shakespeare));
  CHECK(assistant.text("fileArchitecture") == "GRU · 2 × 100 units · reads 100 tokens · 100 outputs");
  assistant.useSample(reference(shakespeareText));
  REQUIRE(assistant.trials().rowCount() > 0);
  CHECK(assistant.session().trials()->front().loss == Approx(1.378).epsilon(0.08));
  assistant.type("ROMEO");
  CHECK(assistant.tokens() == "Tokens: R O M E O");
  CHECK(assistant.outputs().starts_with("Likeliest next: : "));
  assistant.importInto(window.folder() / "shakespeare");
  CHECK_FALSE(assistant.isOpen());
  CHECK(std::filesystem::exists(window.folder() / "shakespeare/model.toml"));
}

TEST_CASE("a stranger's classifier is found with its pickled vocabulary and imported") {
  REQUIRE_REFERENCE(airline);
  Window window;
  Assistant assistant(window, reference(airline));
  CHECK(assistant.text("fileArchitecture") == "RNN · 128 units · reads 3,773 tokens · 2 outputs");
  REQUIRE(assistant.canImport());
  assistant.type("thank you great flight");
  CHECK(assistant.tokens() == "Tokens: thank you great flight");
  CHECK(assistant.outputs().find('%') != std::string::npos);
  assistant.importInto(window.folder() / "airline");
  CHECK(std::filesystem::exists(window.folder() / "airline/model.toml"));
}

TEST_CASE("a model whose head is not understood is imported as an encoder") {
  REQUIRE_REFERENCE(textgenrnn);
  Window window;
  Assistant assistant(window, reference(textgenrnn));
  assistant.useVocabulary(reference("models/third-party/textgenrnn/textgenrnn_vocab.json"));
  assistant.useSample(reference("models/third-party/textgenrnn/hacker_news_2000.txt"));
  CHECK(assistant.message() == "");
  REQUIRE(assistant.canImport());
  CHECK(assistant.session().trials()->front().candidate.manifest.task == model::Task::encoder);
  assistant.type("hello");
  CHECK(assistant.tokens() == "Tokens: h e l l o");
  CHECK(assistant.outputs().find('%') == std::string::npos);
  assistant.importInto(window.folder() / "textgenrnn");
  CHECK(std::filesystem::exists(window.folder() / "textgenrnn/model.toml"));
}

// Writes pictures of the assistant into the folder RNNVIS_PICTURES, to be looked at; RNNVIS_PICTURES_OF may
// name a weights file in place of the bundled one.
TEST_CASE("the assistant is drawn", "[.pictures]") {
  const char* folder = std::getenv("RNNVIS_PICTURES");
  REQUIRE(folder != nullptr);
  const char* other = std::getenv("RNNVIS_PICTURES_OF");
  const auto bundled =
      other ? std::filesystem::path(other) : test::sourceFolder() / "models/kjv-lstm-128x2/weights.pt";
  for (const bool isDark : {false, true}) {
    gui::saveAppearance({isDark ? gui::ThemeChoice::dark : gui::ThemeChoice::light});
    const auto draw = [&](const QString& name, const std::filesystem::path& file, const QString& line,
                          QSize size) {
      if (!std::filesystem::exists(file)) return;
      Window window;
      Assistant assistant(window, file);
      assistant.dialog()->resize(size);
      if (file == reference(shakespeare)) assistant.useSample(reference(shakespeareText));
      if (assistant.canImport()) assistant.type(line);
      QTest::qWait(200);
      const QString path = QDir(folder).filePath(name + (isDark ? "-dark.png" : "-light.png"));
      CHECK(assistant.dialog()->grab().save(path));
    };
    draw("kjv", bundled, "and the Lord said unto Ishmael", {1080, 760});
    draw("kjv-small", bundled, "and the Lord said unto Ishmael", {1000, 700});
    draw("shakespeare", reference(shakespeare), "KING RICHARD: my lo", {1080, 760});
    draw("airline", reference(airline), "thank you great flight", {1000, 700});
    draw("textgenrnn", reference(textgenrnn), "hello", {1000, 700});
    draw("failure", bundled.parent_path() / "LICENSE.txt", "", {1000, 700});
  }
  gui::saveAppearance({gui::ThemeChoice::light});
}
