#include "pickle_object.h"

#include <fmt/format.h>

namespace rnnvis::checkpoint {

const Value* find(const Entries& entries, std::string_view key) {
  const Value* found = nullptr;
  for (const auto& [name, value] : entries)
    if (const auto* text = name->as<Text>(); text && text->text == key) found = value;
  return found;
}

std::string_view className(const Object& object) {
  const Value* callable = object.callable;
  if (const auto* persistent = callable->as<Persistent>()) {  // ("module", class, file, source)
    const Values* id = persistent->id->asSequence();
    if (!id || id->size() < 2) return {};
    callable = (*id)[1];
  }
  const auto* global = callable->as<Global>();
  return global ? std::string_view(global->name) : std::string_view();
}

const Entries* attributesOf(const Object& object) {
  const Value* state = object.state;
  if (!state) return nullptr;
  if (const auto* pair = state->as<Tuple>(); pair && pair->items.size() == 2) state = pair->items.front();
  const auto* dict = state->as<Dict>();
  return dict ? &dict->entries : nullptr;
}

const Values* pairsOf(const Object& object) {
  if (className(object) != "collections.OrderedDict") return nullptr;
  const Values* arguments = object.arguments->asSequence();
  return arguments && arguments->size() == 1 ? arguments->front()->asSequence() : nullptr;
}

const Value& withoutAnnotation(const Value& value) {
  const Object* object = value.asObject();
  if (!object || !className(*object).starts_with("torch.jit._pickle.")) return value;
  const Values* arguments = object->arguments->asSequence();
  return arguments && !arguments->empty() ? *arguments->front() : value;
}

std::string componentOf(const Value& key, std::size_t place) {
  if (const auto* text = key.as<Text>()) return text->text;
  if (const auto* integer = key.as<std::int64_t>()) return std::to_string(*integer);
  return fmt::format("#{}", place);
}

bool isCompound(const Value& value) {
  return value.asSequence() || value.as<Dict>() || value.asObject();
}

}  // namespace rnnvis::checkpoint
