#include "torch_collect.h"

#include "describe.h"
#include "rnnvis/base/error.h"

#include <fmt/format.h>

#include <string>
#include <unordered_set>

namespace rnnvis::checkpoint {
namespace {

constexpr std::size_t kDeepest = 200;

const Value* find(const Entries& entries, std::string_view key) {
  for (const auto& [name, value] : entries)
    if (const auto* text = name->as<Text>(); text && text->text == key) return value;
  return nullptr;
}

/// The attributes of an object: its state, or the first of (attributes, slots).
const Entries* attributesOf(const Object& object) {
  const Value* state = object.state;
  if (!state) return nullptr;
  if (const auto* pair = state->as<Tuple>(); pair && pair->items.size() == 2) state = pair->items.front();
  const auto* dict = state->as<Dict>();
  return dict ? &dict->entries : nullptr;
}

bool isModule(const Entries& attributes) {
  return find(attributes, "_parameters") && find(attributes, "_modules");
}

/// A component of a name: the key itself, or its place where it is neither text nor integer.
std::string componentOf(const Value& key, std::size_t place) {
  if (const auto* text = key.as<Text>()) return text->text;
  if (const auto* integer = key.as<std::int64_t>()) return std::to_string(*integer);
  return fmt::format("#{}", place);
}

/// Whether there is anything to be found inside.
bool isCompound(const Value& value) {
  return value.asSequence() || value.as<Dict>() || value.asObject();
}

class Collector {
 public:
  Collector(const Pickle& pickle, TensorReader& tensors, Budget& budget)
      : m_pickle(pickle), m_tensors(tensors), m_budget(budget) {}

  NamedArrays collect() {
    visit(m_pickle.root());
    return std::move(m_arrays);
  }

 private:
  /// Collects what `value` holds under the current path.
  void visit(const Value& value) {
    if (!isCompound(value)) return;
    countVisit();
    if (add(value) || !m_open.insert(&value).second) return;
    if (m_open.size() > kDeepest)
      fail("{}: values are nested more than {} deep; save only model.state_dict()", inQuotes(m_path),
           kDeepest);
    if (const Values* items = value.asSequence())
      visitItems(*items);
    else if (const auto* dict = value.as<Dict>())
      visitEntries(dict->entries);
    else
      visitObject(*value.asObject());
    m_open.erase(&value);
  }

  void visitItems(const Values& items) {
    for (std::size_t i = 0; i < items.size(); ++i)
      if (isCompound(*items[i])) visitAt(std::to_string(i), *items[i]);
  }

  void visitEntries(const Entries& entries) {
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (isCompound(*entries[i].second)) visitAt(componentOf(*entries[i].first, i), *entries[i].second);
  }

  void visitObject(const Object& object) {
    const auto* callable = object.callable->as<Global>();
    if (callable && callable->name == "collections.OrderedDict") visitPairs(object.arguments);
    visitEntries(object.entries);
    visitItems(object.items);
    const Entries* attributes = attributesOf(object);
    if (!attributes) return;
    if (isModule(*attributes))
      visitModule(*attributes);
    else
      visitEntries(*attributes);
  }

  void visitModule(const Entries& attributes) {
    for (const std::string_view part : {"_parameters", "_buffers", "_modules"})
      if (const Value* members = find(attributes, part)) visit(*members);
  }

  /// Python 2 writes OrderedDict([[key, value], …]).
  void visitPairs(const Value* arguments) {
    const Values* list = arguments->asSequence();
    const Values* pairs = list && list->size() == 1 ? list->front()->asSequence() : nullptr;
    if (!pairs) return;
    for (std::size_t i = 0; i < pairs->size(); ++i)
      if (const Values* pair = (*pairs)[i]->asSequence(); pair && pair->size() == 2)
        visitAt(componentOf(*pair->front(), i), *pair->back());
  }

  void visitAt(const std::string& component, const Value& value) {
    const std::size_t length = m_path.size();
    m_budget.spend(component.size(), "the name of a tensor");
    if (length > 0) m_path += '.';
    m_path += component;
    visit(value);
    m_path.resize(length);
  }

  /// Adds `value` where it is a tensor.
  bool add(const Value& value) {
    try {
      auto array = m_tensors.read(value);
      if (array) addNamed(m_path.empty() ? "tensor" : m_path, std::move(*array));
      return array.has_value();
    } catch (const Error& error) {
      fail("tensor {}: {}", inQuotes(m_path), error.what());
    }
  }

  void addNamed(const std::string& name, Array array) {
    m_budget.spend(2 * name.size(), "the name");
    if (!isUtf8(name)) fail("the name is not valid UTF-8; rename it and save again");
    if (!m_names.insert(name).second) fail("two tensors have this name; rename one and save again");
    m_arrays.push_back({name, std::move(array)});
  }

  /// Values can hold each other so that there are exponentially many paths through few of them.
  void countVisit() {
    if (++m_visits > 4 * m_pickle.valueCount() + 1000)
      fail("{}: the same values are found under too many names; save only model.state_dict()",
           inQuotes(m_path));
  }

  const Pickle& m_pickle;
  TensorReader& m_tensors;
  Budget& m_budget;
  NamedArrays m_arrays;
  std::string m_path;
  std::unordered_set<const Value*> m_open;  ///< On the way from the root to here.
  std::unordered_set<std::string> m_names;
  std::size_t m_visits = 0;
};

}  // namespace

NamedArrays collectArrays(const Pickle& pickle, TensorReader& tensors, Budget& budget) {
  return Collector(pickle, tensors, budget).collect();
}

}  // namespace rnnvis::checkpoint
