#include "infer.h"

namespace rnnvis::fuzz {
namespace {

const std::string kArrays =
    "emb/emb/embeddings:0 7 3\nrec/rec/kernel:0 3 16\nrec/rec/recurrent_kernel:0 4 16\n"
    "rec/rec/bias:0 16\nout/out/kernel:0 4 7\nout/out/bias:0 7\n";

const std::string kGru =
    "emb/emb/embeddings:0 7 3\nrec/rec/kernel:0 3 12\nrec/rec/recurrent_kernel:0 4 12\n"
    "rec/rec/bias:0 2 12\nout/out/kernel:0 4 7\n";

const std::string kBidirectional =
    "emb/embeddings 7 3\nbidirectional/forward_lstm/lstm_cell/kernel 3 16\n"
    "bidirectional/forward_lstm/lstm_cell/recurrent_kernel 4 16\nbidirectional/forward_lstm/lstm_cell/bias "
    "16\n"
    "bidirectional/backward_lstm/lstm_cell/kernel 3 "
    "16\nbidirectional/backward_lstm/lstm_cell/recurrent_kernel 4 16\n"
    "bidirectional/backward_lstm/lstm_cell/bias 16\ndense/kernel 8 5\ndense/bias 5\ndense_1/kernel 5 2\n";

const std::string kNumbered =
    "layers/embedding/vars/0 7 3\nlayers/lstm/cell/vars/0 3 16\nlayers/lstm/cell/vars/1 4 16\n"
    "layers/lstm/cell/vars/2 16\nlayers/dense/vars/0 4 7\nlayers/dense/vars/1 7\n";

std::string sequential(const std::string& recurrent, const std::string& last) {
  return R"(@keras.config {"class_name": "Sequential", "config": {"name": "s", "layers": [)"
         R"({"class_name": "InputLayer", "config": {"name": "in"}}, {"class_name": "Embedding", "config": {"name": "emb"}},)"
         R"({"class_name": "SpatialDropout1D", "config": {"name": "drop"}}, )" +
         recurrent + ", " + last + "]}}\n";
}

std::string layer(const std::string& kind, const std::string& name, const std::string& more) {
  return R"({"class_name": ")" + kind + R"(", "config": {"name": ")" + name + "\"" + more + "}}";
}

}  // namespace

std::vector<std::string> seeds() {
  const std::string usual(1, '\0');
  const std::string softmax = layer("Dense", "out", R"(, "activation": "softmax")");
  const std::string wrapped =
      R"({"class_name": "Bidirectional", "config": {"name": "bidirectional", "merge_mode": "concat",)"
      R"( "layer": )" +
      layer("LSTM", "lstm", R"(, "return_sequences": true)") + "}}";
  const std::string dense =
      layer("Dense", "dense", R"(, "activation": "relu")") + ", " + layer("Dense", "dense_1", "");
  return {usual + "@keras.version 2.4.0\n" +
              sequential(layer("LSTM", "rec", R"(, "recurrent_activation": "sigmoid")"), softmax) + kArrays,
          usual + "@keras.version 2.2.4\n" +
              sequential(
                  layer("LSTM", "rec",
                        R"(, "recurrent_activation": {"class_name": "Function", "config": "hard_sigmoid"})"),
                  softmax) +
              kArrays,
          usual + "@keras.version 2.4.0\n" +
              sequential(layer("GRU", "rec", R"(, "reset_after": true)"), softmax) + kGru,
          usual + "@keras.version 2.1.5\n" + kGru,
          usual + "@keras.version 3.0.0\n" + kNumbered,
          usual + "@keras.version 2.4.0\n" + sequential(wrapped, dense) + kBidirectional,
          usual + "@keras.version 2.4.0\n" + kBidirectional,
          usual +
              sequential(layer("SimpleRNN", "rec", R"(, "go_backwards": true, "stateful": true)"),
                         R"({"class_name": "TimeDistributed", "config": {"name": "td", "layer": )" + softmax +
                             "}}") +
              kArrays};
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rnnvis::fuzz::inferDescribed(rnnvis::fuzz::textOf(data, size));
  return 0;
}
