#include "infer.h"
#include "small_model.h"

namespace rnnvis::fuzz {
namespace {

using test::SmallModel;

std::string linesOf(const SmallModel& model) {
  return describe(weightsOf(model).arrays());
}

}  // namespace

std::vector<std::string> seeds() {
  const std::string usual(1, '\0');
  std::vector<std::string> inputs;
  for (const char* cell : {"rnn", "lstm", "gru"}) {
    inputs.push_back(usual + linesOf({.cell = cell}));
    inputs.push_back(usual +
                     linesOf({.cell = cell, .embedding = 0, .layers = 1, .outputs = 3, .bias = false}));
    inputs.push_back("\5" + linesOf({.cell = cell, .outputs = 0}));
  }
  inputs.push_back(
      "\x11"
      "embedding 12 5\nlstm.kernel 5 24\nlstm.recurrent 6 24\nlstm.bias 24\nout.w 6 12\n");
  inputs.push_back(
      usual + "e.weight 12 5\nl.weight_ih_l0 24 5\nl.weight_hh_l0 24 4\nl.weight_hr_l0 4 6\nd.weight 12 4\n");
  inputs.push_back(
      "\x0a"
      "e.weight 9 5\nr.weight_ih_l0 24 5\nr.weight_hh_l0 24 6\nr.weight_ih_l0_reverse 24 5\n"
      "r.weight_hh_l0_reverse 24 6\nfc1.weight 7 12\nfc1.bias 7\nfc2.weight 2 7\nfc2.bias 2\n");
  inputs.push_back(usual +
                   "=embedding a\n=layer0.weight_ih b\n=layer0.weight_hh c\n=head.weight d\na 9 5\nb 24 5\nc "
                   "24 6\nd 9 6\n");
  inputs.push_back(
      usual + "cell.i2h.weight 24 9\ncell.i2h.bias 24\ncell.h2h.weight 24 6\ncell.h2h.bias 24\n!x 3\n#y 4\n");
  return inputs;
}

}  // namespace rnnvis::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  rnnvis::fuzz::inferDescribed(rnnvis::fuzz::textOf(data, size));
  return 0;
}
