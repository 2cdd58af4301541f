#include "torch_head.h"

#include "rnnvis/base/error.h"
#include "tensor_names.h"

#include <algorithm>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using checkpoint::describeShape;
using checkpoint::NamedArray;
using checkpoint::NamedArrays;

std::int64_t rowsOf(const NamedArray& matrix) {
  return matrix.array.shape()[0];
}

/// The tensors of a file that play no part yet.
class FreeTensors {
 public:
  FreeTensors(const NamedArrays& arrays, const Architecture& architecture)
      : m_arrays(arrays), m_architecture(architecture) {}

  bool isFree(const NamedArray& array) const {
    return !isOptimizerState(array.name) &&
           std::none_of(m_architecture.parts.begin(), m_architecture.parts.end(),
                        [&](const auto& part) { return part.second.tensor == array.name; });
  }

  /// The best-named free matrix with so many columns, earlier ones first among equals.
  template <class Score>
  const NamedArray* bestMatrix(std::int64_t columns, Score score) const {
    const NamedArray* best = nullptr;
    for (const NamedArray& candidate : m_arrays) {
      if (!isMatrix(candidate.array) || candidate.array.shape()[1] != columns || !isFree(candidate)) continue;
      if (!best || score(candidate.name) > score(best->name)) best = &candidate;
    }
    return best;
  }

  /// A free bias vector that sounds like a head's, of one whose weight is elsewhere.
  const NamedArray* headBias() const {
    for (const NamedArray& array : m_arrays)
      if (array.array.shape().size() == 1 && soundsLikeHead(array.name) && array.name.ends_with("bias") &&
          isFree(array))
        return &array;
    return nullptr;
  }

  bool holdsOtherLayers() const {
    return std::any_of(m_arrays.begin(), m_arrays.end(), [&](const NamedArray& array) {
      return soundsLikeOtherLayer(array.name) && isFree(array);
    });
  }

 private:
  const NamedArrays& m_arrays;
  const Architecture& m_architecture;
};

int headScore(std::string_view name) {
  return int{soundsLikeHead(name)} - int{soundsLikeEmbedding(name)};
}

std::int64_t topOutputs(const Architecture& architecture) {
  return static_cast<std::int64_t>(architecture.outputSizes.back() * (architecture.bidirectional ? 2 : 1));
}

/// The bias beside a weight: fc.weight → fc.bias.
const NamedArray* biasBeside(const NamedArrays& arrays, const NamedArray& weight) {
  std::string name = weight.name;
  const std::size_t place = name.rfind("weight");
  if (place == std::string::npos) return nullptr;
  const NamedArray* bias = findArray(arrays, name.replace(place, 6, "bias"));
  return bias && isFloating(bias->array) && bias->array.shape() == std::vector{rowsOf(weight)} ? bias
                                                                                               : nullptr;
}

/// The linear layers from the top layer to the outputs, in the order in which they are computed.
std::vector<const NamedArray*> findChain(const NamedArrays& arrays, const Architecture& architecture,
                                         const FreeTensors& tensors) {
  std::vector<const NamedArray*> chain;
  const NamedArray* next = tensors.bestMatrix(topOutputs(architecture), headScore);
  while (next) {
    chain.push_back(next);
    const auto from = static_cast<std::size_t>(next - arrays.data());
    next = nullptr;
    for (std::size_t i = 0; i < arrays.size() && !next; ++i) {
      const NamedArray& candidate = arrays[i];
      const bool fits = isMatrix(candidate.array) && candidate.array.shape()[1] == rowsOf(arrays[from]);
      // A square layer could follow itself for ever; the order of the file is that of the layers.
      if (fits && i > from && soundsLikeHead(candidate.name) && tensors.isFree(candidate)) next = &candidate;
    }
  }
  return chain;
}

void addDense(const NamedArrays& arrays, const std::vector<const NamedArray*>& chain, Architecture& result) {
  for (std::size_t k = 0; k < chain.size(); ++k) {
    const bool isHead = k + 1 == chain.size();
    const std::string part = isHead ? "head" : fmt::format("dense{}", k);
    result.parts[part + ".weight"] = {chain[k]->name, 0, false};
    if (const NamedArray* bias = biasBeside(arrays, *chain[k]))
      result.parts[part + ".bias"] = {bias->name, 0, false};
  }
}

void inferHead(const NamedArrays& arrays, Architecture& result) {
  const FreeTensors tensors(arrays, result);
  const NamedArray* bias = tensors.headBias();
  std::vector<const NamedArray*> chain = findChain(arrays, result, tensors);
  const bool mayBeTied = bias && result.parts.at("embedding").tensor != "identity" &&
                         rowsOf(*bias) == static_cast<std::int64_t>(result.inputTokens) &&
                         static_cast<std::int64_t>(result.embeddingSize) == topOutputs(result);
  if (chain.empty() && mayBeTied) chain = {findArray(arrays, result.parts.at("embedding").tensor)};
  if (chain.empty() || tensors.holdsOtherLayers()) {
    result.missing.push_back("head");
    return;
  }
  addDense(arrays, chain, result);
  if (!result.parts.contains("head.bias") && bias && rowsOf(*bias) == rowsOf(*chain.back()))
    result.parts["head.bias"] = {bias->name, 0, false};
}

/// Checks one linear layer against what it reads and returns how many values it gives.
std::int64_t checkLinear(const NamedArrays& arrays, Architecture& result, const std::string& name,
                         std::int64_t inputs) {
  Part& weight = result.parts.at(name + ".weight");
  const Array& matrix = findArray(arrays, weight.tensor)->array;
  if (isMatrix(matrix) && matrix.shape()[1] != inputs && matrix.shape()[0] == inputs)
    weight.transposed = true;
  if (!isMatrix(matrix) || matrix.shape()[weight.transposed ? 0 : 1] != inputs)
    fail("{} {} has shape {}, but {} {} values; name the right tensor as {}.weight in [weights.keys]", name,
         weight.tensor, describeShape(matrix.shape()),
         inputs == topOutputs(result) ? "the top layer gives" : "the layer before gives", inputs, name);
  const std::int64_t outputs = matrix.shape()[weight.transposed ? 1 : 0];
  const auto bias = result.parts.find(name + ".bias");
  if (bias == result.parts.end()) return outputs;
  const Array& vector = findArray(arrays, bias->second.tensor)->array;
  if (vector.shape() != std::vector{outputs} || !isFloating(vector))
    fail("{} has shape {}, expected [{}]", bias->second.tensor, describeShape(vector.shape()), outputs);
  return outputs;
}

}  // namespace

const NamedArray* findTorchEmbedding(const NamedArrays& arrays, const Architecture& architecture,
                                     std::int64_t inputs) {
  const FreeTensors tensors(arrays, architecture);
  const auto score = [](std::string_view name) { return -headScore(name); };
  const NamedArray* embedding = tensors.bestMatrix(inputs, score);
  if (!embedding || score(embedding->name) >= 0) return embedding;
  // A lone matrix that sounds like a head belongs to a network with one-hot input, unless it serves as both:
  // then it has a bias, and more rows than columns.
  const NamedArray* bias = tensors.headBias();
  const bool isTied = bias && rowsOf(*bias) == rowsOf(*embedding) && rowsOf(*embedding) > inputs;
  return isTied ? embedding : nullptr;
}

void findTorchHead(const NamedArrays& arrays, Architecture& architecture) {
  if (!architecture.parts.contains("head.weight")) inferHead(arrays, architecture);
  if (!architecture.parts.contains("head.weight")) return;
  std::int64_t width = topOutputs(architecture);
  for (std::size_t k = 0; architecture.parts.contains(fmt::format("dense{}.weight", k)); ++k) {
    width = checkLinear(arrays, architecture, fmt::format("dense{}", k), width);
    architecture.dense.push_back({static_cast<std::size_t>(width), Activation::relu});
  }
  architecture.outputs = static_cast<std::size_t>(checkLinear(arrays, architecture, "head", width));
}

}  // namespace rnnvis::model
