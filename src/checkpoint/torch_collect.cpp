#include "torch_collect.h"

#include "describe.h"
#include "pickle_object.h"
#include "unsupported.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

namespace rnnvis::checkpoint {
namespace {

constexpr std::size_t kDeepest = 200;

bool isModule(const Entries& attributes) {
  return find(attributes, "_parameters") && find(attributes, "_modules");
}

/// The members of a set: of its own kind, or as protocol 2 writes it, set([…]).
const Values* membersOf(const Value& value) {
  if (const auto* set = value.as<Set>()) return &set->items;
  const Object* object = value.asObject();
  if (!object || !className(*object).ends_with(".set")) return nullptr;
  const Values* arguments = object->arguments->asSequence();
  return arguments && !arguments->empty() ? arguments->front()->asSequence() : nullptr;
}

/// The names of the buffers that state_dict() leaves out.
std::unordered_set<std::string_view> passingBuffers(const Entries& attributes) {
  std::unordered_set<std::string_view> names;
  const Value* set = find(attributes, "_non_persistent_buffers_set");
  if (const Values* members = set ? membersOf(*set) : nullptr)
    for (const Value* member : *members)
      if (const auto* text = member->as<Text>()) names.insert(text->text);
  return names;
}

/// A name as a part of one line.
std::string onOneLine(std::string name) {
  std::ranges::replace_if(
      name, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return name;
}

class Collector {
 public:
  Collector(const Pickle& pickle, TensorReader& tensors, Budget& budget)
      : m_pickle(pickle), m_tensors(tensors), m_budget(budget) {}

  CollectedArrays collect() {
    visit(m_pickle.root());
    return std::move(m_found);
  }

 private:
  /// Collects what `annotated` holds under the current path.
  void visit(const Value& annotated) {
    const Value& value = withoutAnnotation(annotated);
    if (!isCompound(value)) return;
    countWork(1);
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
    countWork(items.size());
    for (std::size_t i = 0; i < items.size(); ++i)
      if (isCompound(*items[i])) visitAt(std::to_string(i), *items[i]);
  }

  void visitEntries(const Entries& entries, const std::unordered_set<std::string_view>& leftOut = {}) {
    countWork(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto& [key, value] = entries[i];
      if (!isCompound(*value)) continue;
      if (const auto* text = key->as<Text>(); text && leftOut.contains(text->text)) continue;
      visitAt(componentOf(*key, i), *value);
    }
  }

  void visitObject(const Object& object) {
    if (const Values* pairs = pairsOf(object)) visitPairs(*pairs);
    visitEntries(object.entries);
    visitItems(object.items);
    const Entries* attributes = attributesOf(object);
    if (!attributes) return;
    countWork(attributes->size());
    if (isModule(*attributes))
      visitModule(*attributes);
    else
      visitScriptModule(*attributes);
  }

  void visitModule(const Entries& attributes) {
    if (const Value* parameters = find(attributes, "_parameters")) visit(*parameters);
    if (const Value* buffers = find(attributes, "_buffers"))
      visitBuffers(*buffers, passingBuffers(attributes));
    if (const Value* modules = find(attributes, "_modules")) visit(*modules);
  }

  void visitBuffers(const Value& buffers, const std::unordered_set<std::string_view>& leftOut) {
    countWork(leftOut.size());
    const Object* object = buffers.asObject();
    const auto* dict = buffers.as<Dict>();
    if (leftOut.empty() || (!object && !dict))
      visit(buffers);
    else
      visitEntries(dict ? dict->entries : object->entries, leftOut);
  }

  /// Any other object: TorchScript's modules have everything as plain attributes.
  void visitScriptModule(const Entries& attributes) {
    constexpr std::string_view again = "_flat_weights";
    visitEntries(attributes, {again});
    const Value* list = find(attributes, again);
    if (list && !allListed(withoutAnnotation(*list))) visitAt(std::string(again), *list);
  }

  /// Whether a list holds nothing but tensors that are collected already.
  bool allListed(const Value& list) {
    const Values* items = list.asSequence();
    if (!items) return false;
    countWork(items->size());
    return std::ranges::all_of(*items, [this](const Value* item) { return isListed(*item); });
  }

  bool isListed(const Value& value) {
    try {
      const auto array = m_tensors.read(value);
      return array && m_listed.contains(array->bytes().data());
    } catch (const Error&) {
      return false;  // visiting it will tell what is wrong with it
    }
  }

  /// Python 2 writes OrderedDict([[key, value], …]).
  void visitPairs(const Values& pairs) {
    countWork(pairs.size());
    for (std::size_t i = 0; i < pairs.size(); ++i)
      if (const Values* pair = pairs[i]->asSequence(); pair && pair->size() == 2)
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
    } catch (const Unsupported& problem) {
      const std::string name = checkedName(m_path.empty() ? "tensor" : m_path);
      m_found.unsupported.push_back(fmt::format("{}: {}", onOneLine(name), problem.what()));
      m_budget.spend(m_found.unsupported.back().size(), "a note");
      return true;
    } catch (const Error& error) {
      fail("tensor {}: {}", inQuotes(m_path), error.what());
    }
  }

  const std::string& checkedName(const std::string& name) {
    m_budget.spend(2 * name.size(), "the name");
    if (!isUtf8(name)) fail("the name is not valid UTF-8; rename it and save again");
    return name;
  }

  void addNamed(const std::string& name, Array array) {
    if (!m_names.insert(checkedName(name)).second)
      fail("two tensors have this name; rename one and save again");
    m_listed.insert(array.bytes().data());
    m_found.arrays.push_back({name, std::move(array)});
  }

  /// Values can hold each other so that there are exponentially many paths through few of them, or all many
  /// others.
  void countWork(std::size_t work) {
    m_work += work;
    if (m_work > 8 * m_pickle.byteCount() + 10'000)
      fail("{}: the same values are found under too many names; save only model.state_dict()",
           inQuotes(m_path));
  }

  const Pickle& m_pickle;
  TensorReader& m_tensors;
  Budget& m_budget;
  CollectedArrays m_found;
  std::string m_path;
  std::unordered_set<const Value*> m_open;  ///< On the way from the root to here.
  std::unordered_set<std::string> m_names;
  std::unordered_set<const std::byte*> m_listed;  ///< Where the elements of the arrays begin.
  std::size_t m_work = 0;
};

}  // namespace

CollectedArrays collectArrays(const Pickle& pickle, TensorReader& tensors, Budget& budget) {
  return Collector(pickle, tensors, budget).collect();
}

}  // namespace rnnvis::checkpoint
