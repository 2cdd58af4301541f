#include "pickle_object.h"

#include <fmt/format.h>

#include <span>

namespace rnnvis::checkpoint {
namespace {

std::vector<std::byte> copied(std::string_view bytes) {
  const auto view = std::as_bytes(std::span(bytes));
  return {view.begin(), view.end()};
}

/// Text of U+0000 to U+00FF, in UTF-8, as a byte a character.
std::optional<std::vector<std::byte>> fromLatin1(std::string_view text) {
  std::vector<std::byte> bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto code = static_cast<unsigned char>(text[i]);
    if (code >= 0x80) {
      if ((code != 0xc2 && code != 0xc3) || i + 1 == text.size()) return std::nullopt;
      code = static_cast<unsigned char>((code << 6) | (static_cast<unsigned char>(text[++i]) & 0x3f));
    }
    bytes.push_back(static_cast<std::byte>(code));
  }
  return bytes;
}

}  // namespace

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

std::optional<std::vector<std::byte>> byteString(const Value& value, Budget& budget) {
  constexpr std::string_view purpose = "a byte string";
  if (const auto* bytes = value.as<Bytes>()) {
    budget.spend(bytes->bytes.size(), purpose);
    return copied(bytes->bytes);
  }
  if (const auto* text = value.as<Text>()) {
    budget.spend(text->text.size(), purpose);
    return copied(text->text);
  }
  const Object* object = value.asObject();
  const Values* arguments = object ? object->arguments->asSequence() : nullptr;
  if (!arguments) return std::nullopt;
  const std::string_view function = className(*object);
  if (arguments->empty() && (function == "__builtin__.bytes" || function == "builtins.bytes"))
    return std::vector<std::byte>();
  const auto* text = arguments->empty() ? nullptr : arguments->front()->as<Text>();
  if (function != "_codecs.encode" || !text) return std::nullopt;
  budget.spend(text->text.size(), purpose);
  return fromLatin1(text->text);
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
