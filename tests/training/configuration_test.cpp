#include "rnnvis/training/configuration.h"

#include "rnnvis/base/error.h"

#include "small_run.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::training;
using Catch::Matchers::Contains;
using test::TemporaryFolder;

namespace {

struct Texts {
  Texts() {
    folder.write("a.txt", "a b\n");
    folder.write("b.txt", "a b\n");
  }
  Configuration read(const std::string& toml) const {
    return readConfiguration(folder.write("run.toml", toml));
  }
  /// What reading says of it.
  std::string problem(const std::string& toml) const {
    try {
      read(toml);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  TemporaryFolder folder;
};

const std::string data = "[data]\ntrain = \"a.txt\"\nvalid = \"b.txt\"\n";
const std::string classifier = "[model]\ntask = \"classifier\"\n" + data;

}  // namespace

TEST_CASE("a configuration of texts alone has the documented defaults") {
  const Texts texts;
  const Configuration configuration = texts.read(data);
  CHECK(configuration.name == "run");
  CHECK(configuration.data.train == texts.folder / "a.txt");
  CHECK(configuration.data.text.unknown == "<unk>");
  CHECK(configuration.data.text.endOfLine == "<eos>");
  CHECK(configuration.network.cell == model::CellKind::lstm);
  CHECK(configuration.network.hidden == std::vector<std::size_t>{200});
  CHECK(configuration.network.embedding == 200);
  CHECK(configuration.training.learningRate == 1);
  CHECK(configuration.training.decay == 0.5);
  CHECK(texts.read(data + "[training]\noptimizer = \"adam\"\n").training.learningRate == 0.001);
}

TEST_CASE("hidden is one size for all layers or a list of them") {
  const Texts texts;
  CHECK(texts.read(data + "[network]\nhidden = 30\nlayers = 2\n").network.hidden ==
        std::vector<std::size_t>{30, 30});
  CHECK(texts.read(data + "[network]\nhidden = [30, 20]\n").network.hidden ==
        std::vector<std::size_t>{30, 20});
  CHECK(texts.read(data + "[network]\nhidden = [30, 20]\n").network.embedding == 30);
  CHECK_THAT(texts.problem(data + "[network]\nhidden = [30, 20]\nlayers = 3\n"),
             Contains("hidden lists 2 sizes, but layers = 3"));
}

TEST_CASE("an unknown key is refused with the nearest known one") {
  const Texts texts;
  CHECK_THAT(
      texts.problem(data + "[training]\nlearning_rate = 1\n"),
      Contains("run.toml: [training] learning_rate is not a key of a configuration (line 5); did you mean "
               "learning-rate?"));
  CHECK_THAT(texts.problem(data + "[trainig]\nseed = 1\n"), Contains("did you mean [training]?"));
  CHECK_THAT(texts.problem(data + "[network]\nqqqqqqqq = 1\n"), Contains("remove it or correct its name"));
}

TEST_CASE("what contradicts itself or is out of range is refused in one line") {
  const Texts texts;
  const auto refused = [&](const std::string& toml, const std::string& why) {
    const std::string problem = texts.problem(toml);
    CHECK_THAT(problem, Contains(why));
    CHECK(problem.find('\n') == std::string::npos);
  };
  refused("[data]\ntrain = \"a.txt\"\n", "valid is missing");
  refused("[data]\nfile = \"a.txt\"\nvalid = \"b.txt\"\n", "exclude one another");
  refused("[data]\nfile = \"none.txt\"\n", "none.txt does not exist");
  refused(data + "level = \"char\"\ntokenizer = \"whitespace\"\n", "tokenizer is for words");
  refused(data + "unknown = \"\"\n", "leaves nothing for rare words");
  refused(data + "unknown = \"<eos>\"\n", "are both");
  refused(data + "classes = [\"a\", \"b\"]\n", "classes is for");
  refused(classifier + "classes = [\"a\"]\n", "at least two");
  refused(classifier + "classes = [\"a\", \"a\"]\n", "twice");
  refused(data + "[network]\ncell = \"lstn\"\n", "choose one of rnn, lstm, gru, nested-lstm");
  refused(data + "[network]\nhidden = 0\n", "hidden = 0 is out of range");
  refused(data + "[network]\ndropout = 1.0\n", "dropout = 1 is out of range");
  refused(data + "[network]\ntied = true\nembedding = 10\nhidden = 20\n", "embedding = 10 and hidden = 20");
  refused(classifier + "[network]\ntied = true\n", "tied = true is for language models");
  refused(data + "[network]\nnonlinearity = \"relu\"\n", "nonlinearity is for");
  refused(data + "[training]\nlearning-rate = 0.0\n", "learning-rate = 0 is not a positive number");
  refused(data + "[training]\nlearning-rate = nan\n", "learning-rate = nan is not a positive number");
  refused(data + "[training]\ndecay = 1.5\n", "decay = 1.5 would raise");
  refused(data + "[training]\nbalance = \"weights\"\n", "balance is for classifiers");
  refused(classifier + "[training]\nsteps = 20\n", "steps is for language models");
  refused(data + "[training]\nepochs = \"many\"\n", "epochs has the wrong type (line 5)");
  refused("[model]\ntask = \"encoder\"\n" + data, "choose one of language-model, classifier");
  refused("[data\n", "line 1");
}

TEST_CASE("a configuration written out reads as the same one") {
  const Texts texts;
  const Configuration before =
      texts.read("[model]\nname = \"a \\\"name\\\"\"\n" + data +
                 "lowercase = true\nunknown = \"?\"\nvocabulary-size = 7\n[network]\ncell = "
                 "\"rnn\"\nnonlinearity = \"relu\"\nhidden = [3, 4]\ndropout = 0.3\n[training]\n"
                 "optimizer = \"rmsprop\"\nlearning-rate = 0.1\npatience = 2\n");
  const Configuration after = texts.read(formatConfiguration(before));
  CHECK(formatConfiguration(after) == formatConfiguration(before));
  CHECK(after.network.relu);
  CHECK(after.training.learningRate == 0.1);
  CHECK(after.data.text.unknown == "?");
}
