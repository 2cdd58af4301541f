#include "keras_reference.h"
#include "reference.h"
#include "rnnvis/base/error.h"
#include "rnnvis/model/trace.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using namespace rnnvis::test;
using model::Activation;
using model::Architecture;
using model::CellKind;
using model::Signal;

namespace {

using Metadata = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

constexpr std::size_t kTokens = 7, kEmbedding = 3, kUnits = 4;
const std::vector<WordId> kIds{WordId{1}, WordId{0}, WordId{6}, WordId{3}, WordId{3}, WordId{5}};

checkpoint::Checkpoint kerasFile(const Weights& weights, const Metadata& metadata = {}) {
  return {"Keras HDF5", weights.arrays(), metadata, {}};
}

std::int64_t extent(std::size_t size) {
  return static_cast<std::int64_t>(size);
}

/// Adds the tensors under names of Keras 2.
void add(Weights& weights, const std::string& folder, const keras::Layer& layer) {
  const std::int64_t columns = extent(layer.columns());
  weights.add(folder + "/kernel:0", {extent(layer.inputs), columns}, layer.kernel);
  weights.add(folder + "/recurrent_kernel:0", {extent(layer.units), columns}, layer.recurrent);
  if (layer.bias.empty()) return;
  std::vector<float> bias = layer.bias;
  bias.insert(bias.end(), layer.recurrentBias.begin(), layer.recurrentBias.end());
  weights.add(folder + "/bias:0",
              layer.recurrentBias.empty() ? Weights::Shape{columns} : Weights::Shape{2, columns}, bias);
}

std::vector<float> addMatrix(Weights& weights, const std::string& name, std::size_t rows, std::size_t columns,
                             Random& random) {
  weights.add(name, {extent(rows), extent(columns)}, random, 1);
  return weights.values(name);
}

keras::Rows embed(const std::vector<float>& table) {
  keras::Rows rows;
  for (const WordId id : kIds) {
    const auto first = table.begin() + static_cast<std::ptrdiff_t>(id.index() * kEmbedding);
    rows.emplace_back(first, first + kEmbedding);
  }
  return rows;
}

model::Trace traceOf(const checkpoint::Checkpoint& checkpoint, const model::NetworkSettings& settings = {}) {
  const Architecture architecture = model::inferArchitecture(checkpoint, {}, settings);
  const model::Network network = model::buildNetwork(checkpoint.arrays, architecture);
  return model::trace(network, kIds, model::zeroState(network));
}

void checkSame(const Matrix& found, const keras::Rows& expected) {
  REQUIRE(found.rows() == static_cast<Eigen::Index>(expected.size()));
  REQUIRE(found.cols() == static_cast<Eigen::Index>(expected[0].size()));
  for (std::size_t t = 0; t < expected.size(); ++t)
    for (std::size_t j = 0; j < expected[t].size(); ++j)
      CHECK(found(static_cast<Eigen::Index>(t), static_cast<Eigen::Index>(j)) ==
            Approx(expected[t][j]).margin(2e-6));
}

/// Embedding, one recurrent layer and a head.
struct Small {
  Random random{17};
  Weights weights;
  std::vector<float> table = addMatrix(weights, "emb/emb/embeddings:0", kTokens, kEmbedding, random);
  keras::Layer layer;
  std::vector<float> head;

  explicit Small(const std::string& cell) : layer(keras::randomLayer(cell, kEmbedding, kUnits, random)) {}

  void finish() {
    add(weights, "rec/rec", layer);
    head = addMatrix(weights, "out/out/kernel:0", kUnits, kTokens, random);
  }
  void check(const Metadata& metadata) const {
    const model::Trace trace = traceOf(kerasFile(weights, metadata));
    const keras::Rows h = keras::run(layer, embed(table));
    checkSame(trace.layers[0].at(Signal::h), h);
    keras::Rows logits;
    for (const keras::Row& row : h) logits.push_back(keras::times(row, head, {}, kTokens));
    checkSame(trace.logits, logits);
  }
};

std::string sequential(const std::string& layers) {
  return R"({"class_name": "Sequential", "config": {"name": "s", "layers": [)" + layers + "]}}";
}

/// The layers of Small with `more` about the recurrent one and `last` after the head's name.
std::string configOf(const std::string& className, const std::string& more,
                     const std::string& last = R"("activation": "softmax")") {
  return sequential(R"({"class_name": "InputLayer", "config": {"name": "in"}},
    {"class_name": "Embedding", "config": {"name": "emb"}},
    {"class_name": "SpatialDropout1D", "config": {"name": "drop"}},
    {"class_name": ")" +
                    className + R"(", "config": {"name": "rec")" + more + R"(}},
    {"class_name": "Dense", "config": {"name": "out", )" +
                    last + "}}");
}

std::string refusalOf(const checkpoint::Checkpoint& checkpoint) {
  try {
    model::inferArchitecture(checkpoint);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("cells of Keras compute what Keras' equations say") {
  const std::string cell = GENERATE("lstm", "gru", "rnn");
  const bool biased = GENERATE(true, false);
  Small small(cell);
  if (!biased) small.layer.bias.clear();
  if (cell == "gru") small.layer.resetAfter = false;
  small.finish();
  const std::string className = cell == "rnn" ? "SimpleRNN" : cell == "gru" ? "GRU" : "LSTM";
  SECTION("gates by sigmoid") {
    small.check({{"keras.config", configOf(className, R"(, "recurrent_activation": "sigmoid")")}});
  }
  SECTION("gates by hard sigmoid, candidate by relu") {
    small.layer.gate = keras::hardSigmoid;
    small.layer.activation = [](double x) { return std::max(x, 0.0); };
    small.check({{"keras.config",
                  configOf(className, R"(, "recurrent_activation": "hard_sigmoid", "activation": "relu")")},
                 {"keras.version", "2.4.0"}});
  }
  SECTION("gates unstated before version 2.3") {
    small.layer.gate = keras::hardSigmoid;
    small.check({{"keras.config", configOf(className, "")}, {"keras.version", "2.2.4"}});
  }
}

TEST_CASE("a GRU of Keras that resets after the product has two biases") {
  Small small("gru");
  for (std::size_t j = 0; j < small.layer.columns(); ++j)
    small.layer.recurrentBias.push_back(static_cast<float>(small.random.uniform(-1, 1)));
  small.finish();
  small.check({{"keras.config", configOf("GRU", R"(, "reset_after": true)")}, {"keras.version", "2.4.0"}});
  small.check({{"keras.version", "2.4.0"}});
}

TEST_CASE("a GRU of Keras without bias is asked about the reset where nothing states it") {
  Small small("gru");
  small.layer.bias.clear();
  small.finish();
  CHECK(model::inferArchitecture(kerasFile(small.weights, {{"keras.version", "2.2.0"}})).missing ==
        Names{"recurrent-activation", "reset-after"});
  small.layer.resetAfter = true;
  small.check({{"keras.config", configOf("GRU", R"(, "reset_after": true)")}});
}

TEST_CASE("layers of CuDNN store the matrices of each gate as it does") {
  const std::string cell = GENERATE("lstm", "gru");
  Small small(cell);
  for (std::size_t j = 0; j < small.layer.columns(); ++j)
    small.layer.recurrentBias.push_back(static_cast<float>(small.random.uniform(-1, 1)));
  // The tensor of a CuDNN layer: for each gate the matrix [units, inputs], row by row, as [inputs, units].
  const auto stored = [&](const std::vector<float>& kernel, std::size_t inputs) {
    const std::size_t columns = small.layer.columns();
    std::vector<float> result(kernel.size());
    for (std::size_t gate = 0; gate * kUnits < columns; ++gate)
      for (std::size_t u = 0; u < kUnits; ++u)
        for (std::size_t i = 0; i < inputs; ++i) {
          const std::size_t place = u * inputs + i;
          result[place / kUnits * columns + gate * kUnits + place % kUnits] =
              kernel[i * columns + gate * kUnits + u];
        }
    return result;
  };
  small.finish();
  small.weights.values("rec/rec/kernel:0") = stored(small.layer.kernel, kEmbedding);
  small.weights.values("rec/rec/recurrent_kernel:0") = stored(small.layer.recurrent, kUnits);
  std::vector<float> bias = small.layer.bias;
  bias.insert(bias.end(), small.layer.recurrentBias.begin(), small.layer.recurrentBias.end());
  small.weights.remove("rec/rec/bias:0");
  small.weights.add("rec/rec/bias:0", {extent(bias.size())}, bias);
  small.check({{"keras.version", "2.1.5"}});
  CHECK(model::inferArchitecture(kerasFile(small.weights, {{"keras.version", "2.1.5"}})).missing.empty());
}

TEST_CASE("layers of Keras stack in both directions") {
  Random random(3);
  Weights weights;
  const auto table = addMatrix(weights, "emb/emb/embeddings:0", kTokens, kEmbedding, random);
  const auto forward = keras::randomLayer("lstm", kEmbedding, kUnits, random);
  const auto backward = keras::randomLayer("lstm", kEmbedding, kUnits, random);
  const std::string style = GENERATE("keras 2", "keras 2 sorted", "keras 3");
  Metadata metadata{{"keras.version", "2.4.0"}};
  const auto bidirectional = [](const std::string& merge) {
    return R"({"class_name": "Embedding", "config": {"name": "emb"}}, {"class_name": "Bidirectional", "config":
      {"name": "bi", "merge_mode": )" +
           merge +
           R"(, "layer": {"class_name": "LSTM", "config": {"name": "l", "recurrent_activation": "sigmoid"}}}})";
  };
  if (style == "keras 2") {
    add(weights, "bi/bi/forward_lstm/lstm_cell_1", forward);
    add(weights, "bi/bi/backward_lstm/lstm_cell_2", backward);
  } else {
    add(weights, "bi/bi/backward_lstm/lstm_cell_2", backward);
    add(weights, "bi/bi/forward_lstm/lstm_cell_1", forward);
    metadata["keras.config"] = sequential(bidirectional("\"concat\""));
  }
  if (style == "keras 3") {
    weights.rename("emb/emb/embeddings:0", "layers/embedding/vars/0");
    for (const std::string& direction : {std::string("forward"), std::string("backward")}) {
      const std::string from =
          "bi/bi/" + direction + "_lstm/lstm_cell_" + (direction == "forward" ? "1/" : "2/");
      const std::string to = "layers/bidirectional/" + direction + "_layer/cell/vars/";
      weights.rename(from + "kernel:0", to + "0");
      weights.rename(from + "recurrent_kernel:0", to + "1");
      weights.rename(from + "bias:0", to + "2");
    }
    metadata["keras.version"] = "3.3.0";
  }
  const model::Trace trace = traceOf(kerasFile(weights, metadata));
  REQUIRE(trace.layers.size() == 2);
  keras::Rows inputs = embed(table);
  checkSame(trace.layers[0].at(Signal::h), keras::run(forward, inputs));
  std::reverse(inputs.begin(), inputs.end());
  keras::Rows expected = keras::run(backward, inputs);
  std::reverse(expected.begin(), expected.end());
  checkSame(trace.layers[1].at(Signal::h), expected);

  metadata["keras.config"] = sequential(bidirectional("\"sum\""));
  CHECK_THAT(refusalOf(kerasFile(weights, metadata)), Catch::Contains("\"sum\"") && Catch::Contains("bi"));
  metadata["keras.config"] = sequential(bidirectional("null"));
  CHECK_THAT(refusalOf(kerasFile(weights, metadata)), Catch::Contains("merge_mode"));
}

TEST_CASE("the layers of a Keras archive are counted by class") {
  Random random(5);
  Weights weights;
  const auto first = keras::randomLayer("gru", kTokens, kUnits, random),
             second = keras::randomLayer("gru", kUnits, 2, random);
  const auto addNumbered = [&](const std::string& folder, keras::Layer layer) {
    weights.add(folder + "/cell/vars/0", {extent(layer.inputs), extent(layer.columns())}, layer.kernel);
    weights.add(folder + "/cell/vars/1", {extent(layer.units), extent(layer.columns())}, layer.recurrent);
    weights.add(folder + "/cell/vars/2", {extent(layer.columns())}, layer.bias);
  };
  const std::string top = GENERATE("layers/", "_layer_checkpoint_dependencies\\");
  weights.add(top + "dense/vars/0", {kUnits, 5}, random, 1);
  weights.add(top + "dense/vars/1", {5}, random, 1);
  weights.add(top + "time_distributed/layer/vars/0", {5, 3}, random, 1);
  addNumbered(top + "gru", first);
  const std::string gru = R"({"class_name": "GRU", "config": {"name": "z", "reset_after": false,
    "recurrent_activation": "sigmoid", "activation": "tanh"}},)";
  const std::string config = sequential(gru + R"({"class_name": "Dense", "config": {"name": "a",
    "activation": {"class_name": "function", "config": "tanh"}}}, {"class_name": "Dropout", "config": {"name": "d"}},
    {"class_name": "TimeDistributed", "config": {"name": "t", "layer": {"class_name": "Dense", "config":
    {"name": "b", "activation": "linear"}}}}, {"class_name": "Activation", "config": {"activation": "softmax"}})");
  const Architecture found =
      model::inferArchitecture(kerasFile(weights, {{"keras.config", config}, {"keras.version", "3.0.0"}}));
  CHECK(found.cell == CellKind::gru);
  CHECK(found.embeddingSize == 0);
  CHECK(found.inputTokens == kTokens);
  CHECK(found.parts.at("embedding").tensor == "identity");
  REQUIRE(found.dense.size() == 1);
  CHECK(found.dense[0].size == 5);
  CHECK(found.dense[0].activation == Activation::tanh);
  CHECK(found.outputs == 3);
  CHECK(found.parts.at("head.weight").tensor == top + "time_distributed/layer/vars/0");
  CHECK(found.parts.at("dense0.bias").tensor == top + "dense/vars/1");
  CHECK(found.missing.empty());

  addNumbered(top + "gru_1", second);
  const Architecture two = model::inferArchitecture(
      kerasFile(weights, {{"keras.config", sequential(gru + gru.substr(0, gru.size() - 1))}}));
  CHECK(two.hidden == std::vector<std::size_t>{kUnits, 2});
  CHECK(two.missing == Names{"head"});
}

TEST_CASE("what weights of Keras alone do not tell is asked for") {
  Small small("lstm");
  small.finish();
  const auto infer = [&](const Metadata& metadata) {
    return model::inferArchitecture(kerasFile(small.weights, metadata));
  };
  CHECK(infer({}).missing == Names{"recurrent-activation"});
  CHECK(infer({}).gateActivation == Activation::sigmoid);
  CHECK(infer({{"keras.version", "2.2.4"}}).missing == Names{"recurrent-activation"});
  CHECK(infer({{"keras.version", "2.2.4"}}).gateActivation == Activation::hardSigmoid);
  CHECK(infer({{"keras.version", "2.10.0"}}).missing.empty());
  model::NetworkSettings settings;
  settings.gateActivation = Activation::hardSigmoid;
  CHECK(model::inferArchitecture(kerasFile(small.weights), {}, settings).missing.empty());
  small.weights.add("z/z/kernel:0", {kTokens, 2}, small.random, 1);
  CHECK(infer({{"keras.version", "2.10.0"}}).missing == Names{"head-activation"});
  CHECK(infer({{"keras.version", "2.10.0"}}).outputs == 2);
}

TEST_CASE("a layer that is not understood ends a Keras model before its head") {
  Small small("lstm");
  small.finish();
  const std::string config = configOf("LSTM", "");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = config;
    changed.replace(changed.find(from), from.size(), to);
    return kerasFile(small.weights, {{"keras.config", changed}, {"keras.version", "2.4.0"}});
  };
  CHECK(model::inferArchitecture(with("softmax", "relu")).missing == Names{"head"});
  CHECK(model::inferArchitecture(with("{\"class_name\": \"Dense\"", R"({"class_name": "Attention"},
                                      {"class_name": "Dense")"))
            .missing == Names{"head"});
  CHECK_THAT(refusalOf(with("SpatialDropout1D", "Conv1D")), Catch::Contains("drop"));
  CHECK_THAT(refusalOf(with("\"rec\"", R"("rec", "go_backwards": true)")), Catch::Contains("go_backwards"));
  CHECK_THAT(refusalOf(with("\"rec\"", R"("rec", "activation": "swish")")), Catch::Contains("swish"));
  CHECK_THAT(refusalOf(with("\"rec\"", R"("other")")), Catch::Contains("no weights"));
  CHECK_THAT(refusalOf(kerasFile(small.weights, {{"keras.config", "{"}})), Catch::Contains("not valid JSON"));
  CHECK_THAT(refusalOf(kerasFile(small.weights, {{"keras.config", "[]"}})),
             Catch::Contains("no list of layers"));
  auto third = with("\"rec\"", R"("rec", "recurrent_activation": "hard_sigmoid")");
  CHECK(refusalOf(third).empty());
  third.metadata["keras.version"] = "3.0.1";
  CHECK_THAT(refusalOf(third), Catch::Contains("hard_sigmoid"));
}

TEST_CASE("weights of Keras that do not fit are refused by the layer's name") {
  const auto refusal = [](auto&& change) {
    Small small("lstm");
    small.finish();
    change(small.weights);
    return refusalOf(kerasFile(small.weights));
  };
  const auto replace = [](const std::string& name, const Weights::Shape& shape) {
    return [=](Weights& weights) {
      Random random(1);
      weights.remove("rec/rec/" + name);
      weights.add("rec/rec/" + name, shape, random, 1);
    };
  };
  CHECK_THAT(refusal(replace("kernel:0", {kEmbedding + 1, 16})), Catch::Contains("rec"));
  CHECK_THAT(refusal(replace("kernel:0", {kEmbedding, 12})), Catch::Contains("differ"));
  CHECK_THAT(refusal(replace("recurrent_kernel:0", {4, 15})), Catch::Contains("no known cell"));
  CHECK_THAT(refusal(replace("bias:0", {15})), Catch::Contains("bias"));
  CHECK_THAT(refusal(replace("bias:0", {2, 16})), Catch::Contains("bias"));
  CHECK_THAT(refusal([](Weights& weights) { weights.remove("rec/rec/kernel:0"); }),
             Catch::Contains("kernel"));
  CHECK_THAT(refusal([](Weights& weights) { weights.remove("rec/rec/recurrent_kernel:0"); }),
             !Catch::Equals(""));
}

TEST_CASE("a Keras model from strangers keeps its recurrent layers and lacks its head") {
  REQUIRE_REFERENCE("models/third-party/textgenrnn");
  const auto checkpoint =
      checkpoint::readCheckpoint(reference("models/third-party/textgenrnn/textgenrnn_weights.hdf5"));
  const Architecture found = model::inferArchitecture(checkpoint);
  CHECK(found.cell == CellKind::lstm);
  CHECK(found.inputTokens == 465);
  CHECK(found.embeddingSize == 100);
  CHECK(found.hidden == std::vector<std::size_t>{128, 128});
  CHECK(found.outputs == 0);
  CHECK(found.missing == Names{"head"});
  CHECK(model::buildNetwork(checkpoint.arrays, found).layers.size() == 2);
}
