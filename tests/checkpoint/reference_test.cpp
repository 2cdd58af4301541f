#include "reference.h"

#include "messages.h"
#include "rnnvis/checkpoint/checkpoint.h"
#include "rnnvis/checkpoint/safetensors.h"
#include "same_arrays.h"

using namespace rnnvis::checkpoint;
using namespace rnnvis::test;

namespace {

using Shape = std::vector<std::int64_t>;

std::vector<std::pair<std::string, Shape>> shapesIn(const std::filesystem::path& path) {
  std::vector<std::pair<std::string, Shape>> shapes;
  for (const auto& [name, array] : readCheckpoint(path).arrays) shapes.emplace_back(name, array.shape());
  return shapes;
}

}  // namespace

TEST_CASE("golden models hold the same in every container") {
  REQUIRE_REFERENCE("golden/cells");
  for (const auto& model : std::filesystem::directory_iterator(reference("golden/cells"))) {
    INFO(model.path());
    const NamedArrays expected = readSafetensors(model.path() / "weights.safetensors").arrays;
    REQUIRE_FALSE(expected.empty());
    CHECK(sameArrays(readCheckpoint(model.path() / "weights.safetensors").arrays, expected));
    CHECK(sameArrays(readCheckpoint(model.path() / "state_dict.pt").arrays, expected));
    CHECK(sameArrays(readCheckpoint(model.path() / "checkpoint.pt").arrays, expected, "model_state_dict."));
    CHECK(sameArrays(readCheckpoint(model.path() / "module.pt").arrays, expected));
    CHECK(sameArrays(readCheckpoint(model.path() / "script.pt").arrays, expected));
    CHECK(sameArrays(readCheckpoint(model.path() / "legacy.pt").arrays, expected));
    CHECK(readCheckpoint(model.path() / "script.pt").container == "TorchScript");
    CHECK(readCheckpoint(model.path() / "legacy.pt").container == "PyTorch legacy");
  }
}

TEST_CASE("the Penn Treebank model has its arrays") {
  REQUIRE_REFERENCE("models/ptb-lstm-200x2");
  const std::vector<std::pair<std::string, Shape>> expected{
      {"encoder.weight", {10000, 200}}, {"rnn.weight_ih_l0", {800, 200}}, {"rnn.weight_hh_l0", {800, 200}},
      {"rnn.bias_ih_l0", {800}},        {"rnn.bias_hh_l0", {800}},        {"rnn.weight_ih_l1", {800, 200}},
      {"rnn.weight_hh_l1", {800, 200}}, {"rnn.bias_ih_l1", {800}},        {"rnn.bias_hh_l1", {800}},
      {"decoder.weight", {10000, 200}}, {"decoder.bias", {10000}}};
  CHECK(shapesIn(reference("models/ptb-lstm-200x2/weights.pt")) == expected);
}

TEST_CASE("checkpoints from strangers are read") {
  REQUIRE_REFERENCE("models/third-party");
  const auto folder = reference("models/third-party");
  const std::vector<std::pair<std::string, Shape>> gru{
      {"encoder.weight", {100, 100}},   {"rnn.weight_ih_l0", {300, 100}}, {"rnn.weight_hh_l0", {300, 100}},
      {"rnn.bias_ih_l0", {300}},        {"rnn.bias_hh_l0", {300}},        {"rnn.weight_ih_l1", {300, 100}},
      {"rnn.weight_hh_l1", {300, 100}}, {"rnn.bias_ih_l1", {300}},        {"rnn.bias_hh_l1", {300}},
      {"decoder.weight", {100, 100}},   {"decoder.bias", {100}}};
  CHECK(shapesIn(folder / "char-gru-100x2/shakespeare.pt") == gru);
  CHECK(shapesIn(folder / "char-gru-100x2/iliad.pt") == gru);
  CHECK(shapesIn(folder / "char-gru-128x1/model.pt").size() == 7);
  CHECK(shapesIn(folder / "airline-rnn-128/sentiment_model.pth").front().second == Shape{3773, 100});
  CHECK_THROWS_WITH(readCheckpoint(folder / "airline-rnn-128/vocab.pkl"), Catch::Contains("3773 tokens"));
}

TEST_CASE("the vocabulary of a stranger is read") {
  REQUIRE_REFERENCE("models/third-party/airline-rnn-128/vocab.pkl");
  const auto path = reference("models/third-party/airline-rnn-128/vocab.pkl");
  CHECK(mayHoldTokenTables(path));
  const auto tables = readTokenTables(path);
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].name == "tokens");
  REQUIRE(tables[0].tokens.size() == 3773);
  CHECK(tables[0].tokens[0] == "<PAD>");
  CHECK(tables[0].tokens[1] == "<UNK>");
  CHECK(tables[0].tokens[2] == "plus");
}

TEST_CASE("a Keras weights file from strangers is read in the order of its layers") {
  REQUIRE_REFERENCE("models/third-party/textgenrnn");
  const auto path = reference("models/third-party/textgenrnn/textgenrnn_weights.hdf5");
  const std::vector<std::pair<std::string, Shape>> expected{{"embedding/embedding/embeddings:0", {465, 100}},
                                                            {"rnn_1/rnn_1/kernel:0", {100, 512}},
                                                            {"rnn_1/rnn_1/recurrent_kernel:0", {128, 512}},
                                                            {"rnn_1/rnn_1/bias:0", {1024}},
                                                            {"rnn_2/rnn_2/kernel:0", {128, 512}},
                                                            {"rnn_2/rnn_2/recurrent_kernel:0", {128, 512}},
                                                            {"rnn_2/rnn_2/bias:0", {1024}},
                                                            {"attention/attention/attention_W:0", {356, 1}},
                                                            {"output/output/kernel:0", {356, 465}},
                                                            {"output/output/bias:0", {465}}};
  CHECK(shapesIn(path) == expected);
  const Checkpoint checkpoint = readCheckpoint(path);
  CHECK(checkpoint.container == "Keras HDF5");
  CHECK(checkpoint.metadata == std::map<std::string, std::string>{{"keras.version", "2.1.5"}});
}
