#include "token_tables.h"

#include "describe.h"
#include "pickle_object.h"
#include "rnnvis/base/error.h"
#include "token_list.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

using namespace std::string_view_literals;

namespace rnnvis::checkpoint {
namespace {

constexpr std::size_t kDeepest = 200;
constexpr std::size_t kMostTables = 64;

/// Keys, in small letters, under which a plain list or string is a vocabulary.
constexpr std::array kVocabularyKeys{
    "vocab"sv,      "vocabulary"sv,    "itos"sv,        "idx2word"sv,  "idx_to_word"sv, "index2word"sv,
    "id2word"sv,    "ix_to_word"sv,    "int2word"sv,    "idx2char"sv,  "idx_to_char"sv, "index2char"sv,
    "id2char"sv,    "ix_to_char"sv,    "int2char"sv,    "idx2token"sv, "id2token"sv,    "index_to_token"sv,
    "chars"sv,      "characters"sv,    "all_chars"sv,   "tokens"sv,    "alphabet"sv,    "all_characters"sv,
    "words"sv,      "all_letters"sv,   "letters"sv,     "itoc"sv,      "itow"sv,        "index_to_word"sv,
    "id_to_word"sv, "index_to_char"sv, "id_to_token"sv, "i2w"sv,       "i2c"sv,         "charset"sv};

bool isVocabularyKey(std::string key) {
  std::ranges::transform(key, key.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::ranges::find(kVocabularyKeys, key) != kVocabularyKeys.end();
}

std::size_t hashOf(const Tokens& tokens) {
  std::size_t hash = tokens.size();
  for (const std::string& token : tokens) hash = hash * 31 + std::hash<std::string>()(token);
  return hash;
}

/// The tables so far, each token list once.
class Tables {
 public:
  bool isFull() const { return m_tables.size() == kMostTables; }

  void add(const std::string& path, Tokens tokens, bool idFirst) {
    const std::string name = path.empty() ? "tokens" : path;
    if (!isUtf8(name)) return;
    const auto [known, isNew] = m_byHash.emplace(hashOf(tokens), Place{m_tables.size(), idFirst});
    auto& [index, wasIdFirst] = known->second;
    if (isNew || m_tables[index].tokens != tokens) {
      m_tables.push_back({name, std::move(tokens)});
    } else if (idFirst && !wasIdFirst) {
      m_tables[index].name = name;
      wasIdFirst = true;
    }
  }

  std::vector<TokenTable> take() { return std::move(m_tables); }

 private:
  struct Place {
    std::size_t index;
    bool idFirst;  ///< Found as a list or as id → token.
  };

  std::vector<TokenTable> m_tables;
  std::unordered_map<std::size_t, Place> m_byHash;
};

/// Visits every value once.
class Finder {
 public:
  explicit Finder(Budget& budget) : m_budget(budget) {}

  std::vector<TokenTable> find(const Value& root) {
    visit(root, true);
    return m_tables.take();
  }

 private:
  /// `listed`: whether a plain list or string here is a vocabulary.
  void visit(const Value& annotated, bool listed) {
    const Value& value = withoutAnnotation(annotated);
    if (m_tables.isFull() || m_depth == kDeepest) return;
    if (const auto* text = value.as<Text>(); text && listed && !m_path.empty())
      addFound(charactersOf(text->text, m_budget), true);
    if (!isCompound(value) || !m_seen.insert(&value).second) return;
    ++m_depth;
    if (const Values* items = value.asSequence())
      visitItems(*items, listed, value.as<Tuple>() != nullptr);
    else if (const auto* dict = value.as<Dict>())
      visitEntries(dict->entries);
    else
      visitObject(*value.asObject(), listed);
    --m_depth;
  }

  void visitItems(const Values& items, bool listed, bool isTuple) {
    if (listed && addFound(tokensInOrder(items, m_budget), true)) return;
    for (std::size_t i = 0; i < items.size(); ++i)
      if (isCompound(*items[i])) visitAt(std::to_string(i), *items[i], listed && isTuple);
  }

  void visitEntries(const Entries& entries) {
    if (addFound(tokensById(entries, true, m_budget), true)) return;
    if (addFound(tokensById(entries, false, m_budget), false)) return;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto& [key, value] = entries[i];
      const bool mayHold = isCompound(*value) || value->as<Text>();
      if (mayHold)
        visitAt(componentOf(*key, i), *value, key->as<Text>() && isVocabularyKey(componentOf(*key, i)));
    }
  }

  void visitObject(const Object& object, bool listed) {
    if (className(object) == "collections.Counter") return;
    if (const Values* pairs = pairsOf(object)) visitPairs(*pairs);
    visitEntries(object.entries);
    visitItems(object.items, listed, false);
    if (const Entries* attributes = attributesOf(object))
      visitEntries(*attributes);
    else if (const Values* state = object.state ? object.state->asSequence() : nullptr)
      visitItems(*state, listed, true);
  }

  /// Python 2 writes OrderedDict([[key, value], …]).
  void visitPairs(const Values& pairs) {
    Entries entries;
    for (const Value* item : pairs)
      if (const Values* pair = item->asSequence(); pair && pair->size() == 2)
        entries.emplace_back(pair->front(), pair->back());
    visitEntries(entries);
  }

  void visitAt(const std::string& component, const Value& value, bool listed) {
    const std::size_t length = m_path.size();
    m_budget.spend(component.size(), "the name of a vocabulary");
    if (length > 0) m_path += '.';
    m_path += component;
    visit(value, listed);
    m_path.resize(length);
  }

  bool addFound(std::optional<Tokens> tokens, bool idFirst) {
    if (!tokens) return false;
    m_budget.spend(m_path.size(), "the name of a vocabulary");
    m_tables.add(m_path, std::move(*tokens), idFirst);
    return true;
  }

  Budget& m_budget;
  Tables m_tables;
  std::string m_path;
  std::size_t m_depth = 0;
  std::unordered_set<const Value*> m_seen;
};

}  // namespace

std::vector<TokenTable> collectTokenTables(const Pickle& pickle, Budget& budget) {
  return Finder(budget).find(pickle.root());
}

}  // namespace rnnvis::checkpoint
