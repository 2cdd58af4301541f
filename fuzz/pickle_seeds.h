#pragma once

#include "float_tensor.h"

#include <string>
#include <utility>
#include <vector>

/// What a pickle of a model may hold, as the opcodes that push it.
namespace rnnvis::fuzz {

inline std::string byteString(const std::string& contents) {
  return "B" + test::pickle::littleEndian(contents.size(), 4) + contents;
}

inline std::string listOf(const std::vector<std::string>& items) {
  std::string opcodes = "](";
  for (const std::string& item : items) opcodes += item;
  return opcodes + "e";
}

inline std::string textsOf(const std::vector<std::string>& tokens) {
  std::vector<std::string> items;
  for (const std::string& token : tokens) items.push_back(test::pickle::text(token));
  return listOf(items);
}

inline std::string stateDict() {
  return test::pickle::orderedDict(
      {{"rnn.weight_ih_l0", test::floatTensor("0", {2, 3})}, {"rnn.bias", test::floatTensor("1", {4})}});
}

/// Tensors by every constructor that is known, of several types, and one that is refused.
inline std::string oddTensors() {
  using namespace test::pickle;
  const std::string six = storage("FloatStorage", "0", 6);
  const std::string base = tensor(six, 1, {2, 2}, {1, 2});
  const std::string hooks = global("collections", "OrderedDict") + ")R";
  return dict({{"transposed", base},
               {"expanded", tensor(six, 5, {4, 4}, {0, 0})},
               {"half", tensor(storage("HalfStorage", "1", 8), 0, {8}, {1})},
               {"long", tensor(storage("LongStorage", "1", 2), 0, {2}, {1})},
               {"old", call("torch._utils", "_rebuild_tensor",
                            tuple({six, integer(0), integers({6}), integers({1})}))},
               {"untyped", call("torch._utils", "_rebuild_tensor_v3",
                                tuple({storage("UntypedStorage", "0", 24), integer(0), integers({3}),
                                       integers({1}), "\x89", hooks, global("torch", "float32")}))},
               {"size", call("torch._utils", "_rebuild_tensor_v2",
                             tuple({six, integer(0), call("torch", "Size", tuple({integers({2, 3})})),
                                    integers({3, 1}), "\x89", hooks}))},
               {"parameter", call("torch._utils", "_rebuild_parameter", tuple({base, "\x88", hooks}))},
               {"subclass",
                call("torch._tensor", "_rebuild_from_type_v2",
                     tuple({global("torch._utils", "_rebuild_tensor_v2"), global("m", "T"),
                            tuple({six, integer(0), integers({6}), integers({1}), "\x89", hooks}), "}"}))},
               {"sparse", call("torch._utils", "_rebuild_sparse_tensor", tuple({"N", "N"}))}});
}

inline std::string module() {
  using namespace test::pickle;
  const std::string inner = global("torch.nn", "LSTM") + ")\x81" +
                            dict({{"_parameters", dict({{"weight_ih_l0", test::floatTensor("0", {2, 3})}})},
                                  {"_buffers", "}"},
                                  {"_non_persistent_buffers_set", "\x8f(" + text("x") + "\x90"},
                                  {"_modules", "}"}}) +
                            "b";
  return global("m", "Model") + ")\x81q\x63" +
         dict({{"training", "\x89"},
               {"_modules", orderedDict({{"rnn", inner}, {"self", "h\x63"}})},
               {"_buffers", orderedDict({{"mean", test::floatTensor("1", {4})}})},
               {"_parameters", orderedDict({{"scale", test::floatTensor("0", {6})}})},
               {"_flat_weights", listOf({test::floatTensor("0", {6})})}}) +
         "b";
}

inline std::string script() {
  using namespace test::pickle;
  const std::string weights = call("torch.jit._pickle", "restore_type_tag",
                                   tuple({listOf({test::floatTensor("0", {6})}), text("List[Tensor]")}));
  return global("__torch__.Model", "Module") + ")\x81" +
         dict({{"training", "\x88"}, {"_flat_weights", weights}, {"scale", test::floatTensor("1", {4})}}) +
         "b";
}

/// The ways in which protocols before 3 and Python 2 spell byte strings.
inline std::string oldByteStrings() {
  using namespace test::pickle;
  const auto buffer = [](const std::string& bytes) {
    const std::string type = call("numpy", "dtype", tuple({text("i1"), "\x89", "\x88"}));
    return call("numpy.core.numeric", "_frombuffer", tuple({bytes, type, integers({2}), text("C")}));
  };
  return dict({{"encoded", buffer(call("_codecs", "encode", tuple({text("a\xc3\xa9"), text("latin1")})))},
               {"text", buffer(text("ab"))},
               {"empty", buffer(call("__builtin__", "bytes", ")"))}});
}

inline std::string numpyArrays() {
  using namespace test::pickle;
  const auto type = [](std::string_view code, std::string_view order) {
    return call("numpy", "dtype", tuple({text(code), "\x89", "\x88"})) +
           tuple({integer(3), text(order), "N", "N", "N"}) + "b";
  };
  const auto array = [&](const std::string& element, const std::vector<std::int64_t>& shape,
                         bool columnMajor) {
    return call("numpy.core.multiarray", "_reconstruct",
                tuple({global("numpy", "ndarray"), "K" + std::string(1, '\0') + "\x85", byteString("b")})) +
           tuple({integer(1), integers(shape), element, columnMajor ? "\x88" : "\x89",
                  byteString(std::string(24, '?'))}) +
           "b";
  };
  return dict(
      {{"rows", array(type("f4", "<"), {2, 3}, false)},
       {"columns", array(type("f4", ">"), {3, 2}, true)},
       {"wide", array(type("i8", "<"), {3}, false)},
       {"number", call("numpy.core.multiarray", "scalar", tuple({type("f8", "<"), byteString("12345678")}))},
       {"buffer", call("numpy.core.numeric", "_frombuffer",
                       tuple({byteString("abcdefgh"), type("f4", "<"), integers({2}), text("C")}))}});
}

inline std::string tokenTables() {
  using namespace test::pickle;
  const std::string ids =
      "}(" + text("a") + integer(1) + text("b") + "K\1" + text("\xc3\xa9") + integer(0) + "u";
  return dict({{"stoi", ids},
               {"itos", textsOf({"a", "b", "c"})},
               {"chars", text("abc")},
               {"ix_to_char", "}(K\1" + text("y") + "K" + std::string(1, '\0') + text("x") + "u"},
               {"counts", call("collections", "Counter", tuple({ids}))}});
}

/// At least one use of every opcode, protocols 0 to 5.
inline std::string everyOpcode() {
  using namespace test::pickle;
  const std::string zero(1, '\0');
  return "(I12\nI01\nJ" + littleEndian(7, 4) + "K\7M\1\1L99L\n\x8a\x01\x05\x8b" + littleEndian(2, 4) + "ab" +
         "S'a\\n'\nT" + littleEndian(1, 4) + "xU\1y" + byteString("z") + "C\1w\x8e" + littleEndian(1, 8) +
         "v\x96" + littleEndian(1, 8) + "uN\x88\x89Vab\\u00e9\n\x8c\1t" + text("s") + "\x8d" +
         littleEndian(1, 8) + "rF1.5\nG" + zero + zero + zero + zero + zero + zero + zero + zero +
         "]K\1a](K\1K\2e(K\1l)(K\1tK\1\x85K\1K\2\x86K\1K\2K\3\x87}(K\1K\2d}K\1K\2s}(K\1K\2u\x8f(K\1" +
         "\x90(K\1\x91K\1" + "0K\1" + "2(K\1" + "1p0\ng0\nq\1h\1r" + littleEndian(9, 4) + "j" +
         littleEndian(9, 4) + "\x94\x8c\1m\x8c\1n\x93)R}b(im\nn\n(cm\nn\no)\x81}\x92P12\nK\1Ql";
}

inline std::vector<std::string> pickledValues() {
  return {stateDict(),      oddTensors(),  module(),      script(),           numpyArrays(),
          oldByteStrings(), tokenTables(), everyOpcode(), textsOf({"x", "y"})};
}

}  // namespace rnnvis::fuzz
