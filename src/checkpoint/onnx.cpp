#include "onnx.h"

#include "budget.h"
#include "describe.h"
#include "onnx_node.h"
#include "onnx_tensor.h"
#include "protobuf_wire.h"
#include "rnnvis/base/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace rnnvis::checkpoint {
namespace {

constexpr std::string_view kDamaged = "the file is damaged: copy or download it again";

/// Several times as many as the largest language models have.
constexpr std::size_t kMostNodes = 100'000;

/// Fields of ModelProto and of GraphProto that are looked at.
constexpr std::uint32_t kIrVersion = 1, kProducer = 2, kProducerVersion = 3, kModelVersion = 5, kGraph = 7;

constexpr std::uint32_t kNode = 1, kInitializer = 5, kInput = 11, kOutput = 12, kSparseInitializer = 15;

constexpr std::uint64_t tagOf(std::uint32_t field, WireType type) {
  return std::uint64_t{field} << 3 | static_cast<std::uint64_t>(type);
}
constexpr std::uint64_t kGraphTag = tagOf(kGraph, WireType::bytes);

/// Whether a model can have such a field before its graph.
bool isModelField(const WireField& field) {
  if (field.number == kModelVersion) return field.type == WireType::varint;
  constexpr std::array others{2U, 3U, 4U, 6U, 8U, 14U, 20U, 25U};
  return field.type == WireType::bytes && std::ranges::find(others, field.number) != others.end();
}

/// Whether a graph can begin so.
bool isGraphTag(std::uint64_t tag) {
  constexpr std::array fields{1U, 2U, 5U, 10U, 11U, 12U, 13U, 14U, 15U, 16U};
  return std::ranges::any_of(fields, [&](std::uint32_t f) { return tag == tagOf(f, WireType::bytes); });
}

/// Collects what the graph holds.
class GraphReader {
 public:
  explicit GraphReader(const MappedFile& file) : m_owner(file.owner()), m_budget(file.bytes().size()) {}

  void read(std::span<const std::byte> message) {
    WireReader reader(message, "graph");
    while (const auto field = reader.next()) switch (field->number) {
        case kNode:
          addNode(field->contents());
          break;
        case kInitializer:
          addTensor(nameOfOnnxTensor(field->contents()), field->contents());
          break;
        case kSparseInitializer:
          addSparse(field->contents());
          break;
        case kInput:
          m_inputs.push_back(valueName(field->contents()));
          break;
        case kOutput:
          m_outputs.push_back(valueName(field->contents()));
          break;
        default:
          break;
      }
  }

  Checkpoint finish(std::string_view producer, std::string_view version) && {
    if (m_arrays.empty())
      fail("it holds no weights that can be read{}; export the trained model with its parameters",
           m_unsupported.empty() ? "" : " (" + m_unsupported.substr(0, m_unsupported.find('\n')) + ")");
    Checkpoint checkpoint{"ONNX", std::move(m_arrays), {{"onnx.graph", description(producer, version)}}, {}};
    if (!m_unsupported.empty()) checkpoint.metadata["unsupported"] = std::move(m_unsupported);
    return checkpoint;
  }

 private:
  /// ValueInfoProto's.
  std::string_view valueName(std::span<const std::byte> message) {
    m_budget.spend(kValueSize + message.size(), "the inputs and outputs of the graph");
    std::string_view name;
    WireReader reader(message, "description of a value");
    while (const auto field = reader.next())
      if (field->number == 1) name = onnxName(field->text());
    return name;
  }

  void addNode(std::span<const std::byte> message) {
    if (++m_nodeCount > kMostNodes)
      fail("its graph has more than {} nodes; export the model with its layers as single nodes", kMostNodes);
    const OnnxNode node = readOnnxNode(message, m_budget);
    m_nodes += (m_nodes.empty() ? "" : ",") + node.json;
    if (node.constant) addTensor(node.output, *node.constant);
  }

  void addTensor(std::string_view name, std::span<const std::byte> message) {
    claim(name);
    try {
      OnnxTensor tensor = readOnnxTensor(message, m_owner, m_budget);
      if (tensor.array)
        m_arrays.push_back({std::string(name), std::move(*tensor.array)});
      else
        addUnsupported(name, tensor.unsupported);
    } catch (const Error& error) {
      fail("tensor {}: {}", inQuotes(name), error.what());
    }
  }

  /// SparseTensorProto: its values carry the name.
  void addSparse(std::span<const std::byte> message) {
    WireReader reader(message, "sparse tensor");
    while (const auto field = reader.next())
      if (field->number == 1) {
        const std::string_view name = nameOfOnnxTensor(field->contents());
        claim(name);
        addUnsupported(name, "a sparse tensor, which is not read; save it as a dense one");
      }
  }

  void claim(std::string_view name) {
    m_budget.spend(2 * sizeof(NamedArray) + name.size(), "the names of tensors");
    if (name.empty()) fail("a tensor has no name; {}", kDamaged);
    if (!m_names.insert(onnxName(name)).second)
      fail("two tensors are called {}; give every tensor a name of its own and save the model again",
           inQuotes(name));
  }

  void addUnsupported(std::string_view name, std::string_view why) {
    const std::string line = fmt::format("{}: {}", inQuotes(name), why);
    m_budget.spend(line.size() + 1, "the names of tensors");
    m_unsupported += (m_unsupported.empty() ? "" : "\n") + line;
  }

  std::string description(std::string_view producer, std::string_view version) const {
    nlohmann::json graph{{"producer", fmt::format("{}{}{}", producer, version.empty() ? "" : " ", version)},
                         {"inputs", nlohmann::json::array()},
                         {"outputs", m_outputs}};
    // Old files list every initializer as an input too, with which a caller may replace it.
    for (const std::string_view input : m_inputs)
      if (!m_names.contains(input)) graph["inputs"].push_back(input);
    std::string text = graph.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    text.back() = ',';
    return text + "\"nodes\":[" + m_nodes + "]}";
  }

  std::shared_ptr<const void> m_owner;
  Budget m_budget;
  NamedArrays m_arrays;
  std::unordered_set<std::string_view> m_names;  ///< Of all tensors, read or not; views of the file.
  std::vector<std::string_view> m_inputs, m_outputs;
  std::size_t m_nodeCount = 0;
  std::string m_nodes;        ///< Their JSON, separated by commas.
  std::string m_unsupported;  ///< A line for each tensor.
};

}  // namespace

bool looksLikeOnnx(std::span<const std::byte> bytes) {
  constexpr std::int64_t newestVersion = 99;
  try {
    WireReader reader(bytes, "model");
    const auto version = reader.next();
    if (!version || version->number != kIrVersion || version->type != WireType::varint) return false;
    if (version->integer() < 1 || version->integer() > newestVersion) return false;
    while (!reader.atEnd()) {
      WireReader ahead = reader;
      if (ahead.varint() == kGraphTag)
        return ahead.varint() > 0 && (ahead.atEnd() || isGraphTag(ahead.varint()));
      if (!isModelField(*reader.next())) return false;
    }
  } catch (const Error&) {
    return false;
  }
  return false;
}

Checkpoint readOnnx(const MappedFile& file) {
  GraphReader graph(file);
  std::string_view producer, version;
  bool found = false;
  WireReader reader(file.bytes(), "model");
  while (const auto field = reader.next()) {
    if (field->number == kProducer) producer = field->text();
    if (field->number == kProducerVersion) version = field->text();
    if (field->number != kGraph) continue;
    if (std::exchange(found, true)) fail("it has two graphs; {}", kDamaged);
    graph.read(field->contents());
  }
  if (!found) fail("it has no graph; {}", kDamaged);
  return std::move(graph).finish(producer, version);
}

}  // namespace rnnvis::checkpoint
