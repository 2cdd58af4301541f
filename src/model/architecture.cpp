#include "rnnvis/base/error.h"
#include "rnnvis/model/network.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace rnnvis::model {
namespace {

using checkpoint::Array;
using checkpoint::describeShape;
using checkpoint::NamedArray;
using checkpoint::NamedArrays;

bool isFloating(const Array& array) {
  using checkpoint::DType;
  return array.type() == DType::float64 || array.type() == DType::float32 || array.type() == DType::float16 ||
         array.type() == DType::bfloat16;
}

bool isMatrix(const Array& array) {
  return array.shape().size() == 2 && isFloating(array);
}

bool containsAny(std::string_view name, std::initializer_list<std::string_view> words) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool soundsLikeEmbedding(std::string_view name) {
  return containsAny(name, {"emb", "encoder", "lookup"});
}
bool soundsLikeHead(std::string_view name) {
  return containsAny(name, {"decoder", "output", "head", "linear", "fc", "proj", "classif", "dense", "out."});
}
bool isOptimizerState(std::string_view name) {
  return containsAny(name, {"optim", "exp_avg", "momentum"});
}

std::string partName(std::size_t layer, std::string_view part) {
  return fmt::format("layer{}.{}", layer, part);
}

/// Whether `text` is a layer number: one to three digits.
bool isLayerNumber(std::string_view text) {
  return !text.empty() && text.size() <= 3 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// What stands before weight_hh_l<l> in a tensor's name; nothing for another name.
std::optional<std::string_view> prefixOfLayer(std::string_view name) {
  constexpr std::string_view part = "weight_hh_l";
  const std::size_t place = name.rfind(part);
  if (place == std::string_view::npos || !isLayerNumber(name.substr(place + part.size())))
    return std::nullopt;
  return name.substr(0, place);
}

/// "embedding", "head.weight", "head.bias", or layer<l>. and one of the four tensors of a layer.
bool isPartName(std::string_view name) {
  constexpr std::string_view start = "layer";
  if (name == "embedding" || name == "head.weight" || name == "head.bias") return true;
  const std::size_t dot = name.find('.');
  if (!name.starts_with(start) || dot == std::string_view::npos) return false;
  const std::string_view tensor = name.substr(dot + 1);
  return isLayerNumber(name.substr(start.size(), dot - start.size())) &&
         (tensor == "weight_ih" || tensor == "weight_hh" || tensor == "bias_ih" || tensor == "bias_hh");
}

std::string listOf(const NamedArrays& arrays, std::size_t most) {
  std::string list;
  for (std::size_t i = 0; i < std::min(most, arrays.size()); ++i)
    list += fmt::format("{}{} {}", i ? ", " : "", arrays[i].name, describeShape(arrays[i].array.shape()));
  if (arrays.size() > most) list += fmt::format(" and {} more", arrays.size() - most);
  return list;
}

class Inference {
 public:
  Inference(const NamedArrays& arrays, const std::map<std::string, std::string>& names,
            const RecurrentSettings& settings)
      : m_arrays(arrays), m_settings(settings) {
    m_result.parts = names;
  }

  Architecture run() {
    refuseUnknownNames();
    findLayers();
    checkLayers();
    findEmbedding();
    findHead();
    if (m_result.cell == CellKind::rnn && !m_settings.activation) m_result.missing.push_back("nonlinearity");
    return std::move(m_result);
  }

 private:
  const NamedArray* find(std::string_view name) const {
    const auto found =
        std::find_if(m_arrays.begin(), m_arrays.end(), [&](const NamedArray& a) { return a.name == name; });
    return found == m_arrays.end() ? nullptr : &*found;
  }

  /// The array that plays a part, or nullptr; a part that names an absent tensor is an error.
  const Array* part(const std::string& name) const {
    const auto found = m_result.parts.find(name);
    if (found == m_result.parts.end()) return nullptr;
    if (const NamedArray* array = find(found->second)) return &array->array;
    fail("[weights.keys] {} names the tensor {}, which the file lacks; it has {}", name, found->second,
         listOf(m_arrays, 6));
  }

  bool isTaken(const NamedArray& array) const {
    return std::any_of(m_result.parts.begin(), m_result.parts.end(),
                       [&](const auto& p) { return p.second == array.name; });
  }

  void refuseUnknownNames() const {
    for (const auto& [name, tensor] : m_result.parts)
      if (!isPartName(name))
        fail(
            "[weights.keys] {} is not a part of a model; parts are embedding, layer0.weight_ih, "
            "layer0.weight_hh, "
            "layer0.bias_ih, layer0.bias_hh, head.weight, head.bias",
            name);
  }

  /// The prefix under which most layers are named …weight_hh_l<l>; the first of those with equally many.
  std::optional<std::string> recurrentPrefix() const {
    std::vector<std::pair<std::string, std::size_t>> prefixes;
    for (const NamedArray& array : m_arrays) {
      const auto prefix = prefixOfLayer(array.name);
      if (isOptimizerState(array.name) || !prefix) continue;
      const auto found =
          std::find_if(prefixes.begin(), prefixes.end(), [&](const auto& p) { return p.first == *prefix; });
      if (found == prefixes.end())
        prefixes.emplace_back(*prefix, 1);
      else
        ++found->second;
    }
    const auto best = std::max_element(prefixes.begin(), prefixes.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == prefixes.end() ? std::nullopt : std::optional(best->first);
  }

  void findLayers() {
    if (const auto prefix = recurrentPrefix()) {
      for (std::size_t layer = 0; find(fmt::format("{}weight_hh_l{}", *prefix, layer)); ++layer) {
        refuseVariants(*prefix, layer);
        for (std::string_view part : {"weight_ih", "weight_hh", "bias_ih", "bias_hh"})
          if (const std::string name = fmt::format("{}{}_l{}", *prefix, part, layer); find(name))
            m_result.parts.emplace(partName(layer, part), name);
      }
    }
    while (m_result.parts.contains(partName(m_result.hidden.size(), "weight_hh")))
      m_result.hidden.push_back(0);
    if (m_result.hidden.empty())
      fail(
          "no recurrent layer found among {} tensors ({}); expected names like rnn.weight_hh_l0: open a "
          "state dict of nn.RNN, "
          "nn.LSTM or nn.GRU, or name the tensors in [weights.keys]",
          m_arrays.size(), listOf(m_arrays, 3));
  }

  void refuseVariants(const std::string& prefix, std::size_t layer) const {
    if (find(fmt::format("{}weight_hh_l{}_reverse", prefix, layer)))
      fail(
          "{}weight_hh_l{}_reverse: bidirectional layers are not read yet; open a model that reads forward "
          "only",
          prefix, layer);
    if (find(fmt::format("{}weight_hr_l{}", prefix, layer)))
      fail("{}weight_hr_l{}: LSTM projections (proj_size) are not read yet; open a model without", prefix,
           layer);
  }

  void checkLayers() {
    for (std::size_t layer = 0; layer < m_result.hidden.size(); ++layer) {
      const Array* hh = part(partName(layer, "weight_hh"));
      const Array* ih = part(partName(layer, "weight_ih"));
      if (!ih)
        fail("layer {} has recurrent but no input weights; name them in [weights.keys] as layer{}.weight_ih",
             layer, layer);
      if (!isMatrix(*hh) || !isMatrix(*ih) || hh->shape()[1] == 0 || ih->shape()[1] == 0)
        fail("layer {}: weights have shapes {} and {}, expected two floating-point matrices", layer,
             describeShape(ih->shape()), describeShape(hh->shape()));
      const std::int64_t n = hh->shape()[1], rows = hh->shape()[0];
      const CellKind cell = cellOf(layer, rows, n);
      if (layer == 0) m_result.cell = cell;
      if (cell != m_result.cell)
        fail("layer {} is of another cell ({}) than layer 0 ({}); such stacks are not read", layer,
             nameOf(cell), nameOf(m_result.cell));
      if (ih->shape()[0] != rows)
        fail("layer {}: input weights {} and recurrent weights {} differ in rows", layer,
             describeShape(ih->shape()), describeShape(hh->shape()));
      if (layer > 0 && ih->shape()[1] != static_cast<std::int64_t>(m_result.hidden[layer - 1]))
        fail("layer {} reads {} values but layer {} has {} units", layer, ih->shape()[1], layer - 1,
             m_result.hidden[layer - 1]);
      for (std::string_view bias : {"bias_ih", "bias_hh"}) checkVector(partName(layer, bias), rows);
      m_result.hidden[layer] = static_cast<std::size_t>(n);
    }
  }

  CellKind cellOf(std::size_t layer, std::int64_t rows, std::int64_t n) const {
    for (CellKind cell : {CellKind::rnn, CellKind::gru, CellKind::lstm})
      if (rows % n == 0 && rows / n == static_cast<std::int64_t>(gatesOf(cell).size())) {
        if (m_settings.cell && *m_settings.cell != cell)
          fail(
              "layer {}: recurrent weights [{}, {}] are of a {} but [recurrent] cell says {}; correct the "
              "manifest",
              layer, rows, n, nameOf(cell), nameOf(*m_settings.cell));
        return cell;
      }
    fail(
        "layer {}: recurrent weights [{}, {}] are of no known cell; rows must be 1 (RNN), 3 (GRU) or 4 "
        "(LSTM) times the columns",
        layer, rows, n);
  }

  void checkVector(const std::string& name, std::int64_t size) const {
    const Array* array = part(name);
    if (array && (array->shape() != std::vector{size} || !isFloating(*array)))
      fail("{} has shape {}, expected [{}]", m_result.parts.at(name), describeShape(array->shape()), size);
  }

  /// The best-named free matrix with so many columns, earlier ones first among equals.
  template <class Score>
  const NamedArray* bestMatrix(std::int64_t columns, Score score) const {
    const NamedArray* best = nullptr;
    for (const NamedArray& candidate : m_arrays) {
      if (isOptimizerState(candidate.name) || isTaken(candidate) || !isMatrix(candidate.array)) continue;
      if (candidate.array.shape()[1] != columns || candidate.array.shape()[0] == 0) continue;
      if (!best || score(candidate.name) > score(best->name)) best = &candidate;
    }
    return best;
  }

  void findEmbedding() {
    const std::int64_t inputs = part("layer0.weight_ih")->shape()[1];
    if (!m_result.parts.contains("embedding")) {
      const auto score = [](std::string_view name) {
        return int{soundsLikeEmbedding(name)} - int{soundsLikeHead(name)};
      };
      const NamedArray* embedding = bestMatrix(inputs, score);
      // A lone matrix that sounds like a head belongs to a network with one-hot input.
      if (embedding && score(embedding->name) < 0 && !isTiedHead(embedding->array)) embedding = nullptr;
      m_result.parts["embedding"] = embedding ? embedding->name : "identity";
    }
    if (m_result.parts.at("embedding") == "identity") {
      m_result.inputTokens = static_cast<std::size_t>(inputs);
      return;
    }
    const Array& embedding = *part("embedding");
    if (!isMatrix(embedding) || embedding.shape()[1] != inputs)
      fail("embedding {} has shape {}, but layer 0 reads {} values", m_result.parts.at("embedding"),
           describeShape(embedding.shape()), inputs);
    m_result.embeddingSize = static_cast<std::size_t>(inputs);
    m_result.inputTokens = static_cast<std::size_t>(embedding.shape()[0]);
  }

  /// Whether a matrix with a bias serves as embedding and head: one with fewer rows than columns, or as many,
  /// is the head of a network that reads its few tokens one-hot.
  bool isTiedHead(const Array& matrix) const {
    return matrix.shape()[0] == embeddingRowsOfTiedHead() && matrix.shape()[0] > matrix.shape()[1];
  }

  /// Length of a free bias vector that sounds like a head's, -1 without one.
  std::int64_t embeddingRowsOfTiedHead() const {
    const NamedArray* bias = tiedBias();
    return bias ? bias->array.shape()[0] : -1;
  }

  const NamedArray* tiedBias() const {
    for (const NamedArray& array : m_arrays)
      if (!isTaken(array) && array.array.shape().size() == 1 && soundsLikeHead(array.name) &&
          array.name.ends_with("bias") && !isOptimizerState(array.name))
        return &array;
    return nullptr;
  }

  void findHead() {
    const auto top = static_cast<std::int64_t>(m_result.hidden.back());
    if (!m_result.parts.contains("head.weight")) inferHead(top);
    const Array* weight = part("head.weight");
    if (!weight) return;
    if (!isMatrix(*weight) || weight->shape()[1] != top || weight->shape()[0] == 0)
      fail("head {} has shape {}, but the top layer has {} units", m_result.parts.at("head.weight"),
           describeShape(weight->shape()), top);
    m_result.outputs = static_cast<std::size_t>(weight->shape()[0]);
    checkVector("head.bias", weight->shape()[0]);
  }

  void inferHead(std::int64_t top) {
    const auto score = [](std::string_view name) {
      return int{soundsLikeHead(name)} - int{soundsLikeEmbedding(name)};
    };
    const NamedArray* weight = bestMatrix(top, score);
    if (!weight && embeddingRowsOfTiedHead() == static_cast<std::int64_t>(m_result.inputTokens) &&
        static_cast<std::int64_t>(m_result.embeddingSize) == top)
      weight = find(m_result.parts.at("embedding"));
    if (!weight || isFollowedByAnother(*weight)) {
      m_result.missing.push_back("head");
      return;
    }
    m_result.parts["head.weight"] = weight->name;
    std::string bias = weight->name;
    if (const std::size_t place = bias.rfind("weight"); place != std::string::npos)
      bias.replace(place, 6, "bias");
    if (!find(bias) && tiedBias()) bias = tiedBias()->name;
    if (find(bias) && find(bias)->array.shape() == std::vector{weight->array.shape()[0]})
      m_result.parts["head.bias"] = bias;
  }

  /// Whether a further dense layer reads this one's outputs: then it is not the head by itself.
  bool isFollowedByAnother(const NamedArray& dense) const {
    return std::any_of(m_arrays.begin(), m_arrays.end(), [&](const NamedArray& other) {
      return &other != &dense && !isTaken(other) && isMatrix(other.array) &&
             other.array.shape()[1] == dense.array.shape()[0] && soundsLikeHead(other.name);
    });
  }

  const NamedArrays& m_arrays;
  const RecurrentSettings& m_settings;
  Architecture m_result;
};

}  // namespace

Architecture inferArchitecture(const NamedArrays& arrays, const std::map<std::string, std::string>& names,
                               const RecurrentSettings& settings) {
  if (arrays.empty()) fail("the file holds no tensors; open a file of trained weights");
  return Inference(arrays, names, settings).run();
}

}  // namespace rnnvis::model
