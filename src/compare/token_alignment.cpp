#include "rnnvis/compare/sentence_differences.h"
#include "rnnvis/text/token_spans.h"
#include "rnnvis/text/utf8.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

namespace rnnvis::compare {
namespace {

/// What is aligned: a token, or a word with all its tokens.
struct Item {
  std::string text;
  TokenSpan tokens;
};

std::vector<Item> tokensOf(const sequence::Sentence& sentence) {
  std::vector<Item> items;
  for (std::size_t t = 0; t < sentence.tokens.size(); ++t) items.push_back({sentence.tokens[t], {t, 1}});
  return items;
}

/// The words between white space, each with the tokens that end in it; those in the white space before it
/// too.
std::vector<Item> wordsOf(const sequence::Sentence& sentence, const model::TextModel& model) {
  text::TextSettings settings;
  const std::vector<std::string> words = text::tokenize(sentence.text, settings);
  const std::set<std::string> unique(words.begin(), words.end());
  const auto places =
      text::lineSpans(sentence.text, settings, text::Vocabulary({unique.begin(), unique.end()}));
  const auto spans = text::lineSpans(sentence.text, model.manifest.text, model.vocabulary);
  std::vector<Item> items;
  std::size_t word = 0, last = words.size();
  for (std::size_t t = 0; t < spans.size(); ++t) {
    while (word + 1 < places.size() && places[word].end < spans[t].end) ++word;
    if (items.empty() || word != last) items.push_back({word < words.size() ? words[word] : "", {t, 0}});
    last = word;
    ++items.back().tokens.count;
  }
  return items;
}

bool splitAlike(const text::TextSettings& a, const text::TextSettings& b) {
  return a.level == b.level && (a.level == text::Level::character || a.splitting == b.splitting);
}

AlignedTokens column(Edit edit, const TokenSpan& a, const TokenSpan& b) {
  return {edit, {{a}, {b}}};
}

/// Aligns a[from, toA) with b[from, toB).
class Alignment {
 public:
  Alignment(const std::vector<Item>& a, const std::vector<Item>& b) : m_a(a), m_b(b) {}

  std::vector<AlignedTokens> align() {
    std::size_t first = 0, endOfA = m_a.size(), endOfB = m_b.size();
    while (first < std::min(endOfA, endOfB) && isSame(first, first)) keep(first, first), ++first;
    std::size_t same = 0;
    while (first < std::min(endOfA, endOfB) && isSame(endOfA - 1, endOfB - 1)) --endOfA, --endOfB, ++same;
    alignBetween(first, endOfA, endOfB);
    for (std::size_t i = 0; i < same; ++i) keep(endOfA + i, endOfB + i);
    return std::move(m_columns);
  }

 private:
  bool isSame(std::size_t a, std::size_t b) const { return m_a[a].text == m_b[b].text; }
  void keep(std::size_t a, std::size_t b) {
    m_columns.push_back(column(Edit::kept, m_a[a].tokens, m_b[b].tokens));
  }
  void change(std::size_t a, std::size_t b) {
    m_columns.push_back(column(Edit::changed, m_a[a].tokens, m_b[b].tokens));
  }
  void remove(std::size_t a, std::size_t b) {
    m_columns.push_back(column(Edit::deleted, m_a[a].tokens, {startOf(m_b, b), 0}));
  }
  void insert(std::size_t a, std::size_t b) {
    m_columns.push_back(column(Edit::inserted, {startOf(m_a, a), 0}, m_b[b].tokens));
  }
  static std::size_t startOf(const std::vector<Item>& items, std::size_t at) {
    if (at < items.size()) return items[at].tokens.first;
    return items.empty() ? 0 : items.back().tokens.first + items.back().tokens.count;
  }

  void alignBetween(std::size_t first, std::size_t endOfA, std::size_t endOfB) {
    const std::size_t rows = endOfA - first, columns = endOfB - first;
    if ((rows + 1) * (columns + 1) > mostAlignedCells) {
      for (std::size_t a = first; a < endOfA; ++a) remove(a, first);
      for (std::size_t b = first; b < endOfB; ++b) insert(endOfA, b);
      return;
    }
    // Edits that it takes from a and b on to the ends.
    std::vector<std::uint32_t> left((rows + 1) * (columns + 1));
    const auto at = [&](std::size_t a, std::size_t b) -> std::uint32_t& {
      return left[(a - first) * (columns + 1) + (b - first)];
    };
    for (std::size_t a = endOfA + 1; a-- > first;)
      for (std::size_t b = endOfB + 1; b-- > first;) {
        if (a == endOfA || b == endOfB)
          at(a, b) = static_cast<std::uint32_t>(endOfA - a + endOfB - b);
        else
          at(a, b) =
              isSame(a, b) ? at(a + 1, b + 1) : 1 + std::min({at(a + 1, b + 1), at(a + 1, b), at(a, b + 1)});
      }
    for (std::size_t a = first, b = first; a < endOfA || b < endOfB;) {
      if (a < endOfA && b < endOfB && isSame(a, b))
        keep(a++, b++);
      else if (a < endOfA && b < endOfB && at(a, b) == 1 + at(a + 1, b + 1))
        change(a++, b++);
      else if (a < endOfA && at(a, b) == 1 + at(a + 1, b))
        remove(a++, b);
      else
        insert(a, b++);
    }
  }

  const std::vector<Item>& m_a;
  const std::vector<Item>& m_b;
  std::vector<AlignedTokens> m_columns;
};

}  // namespace

std::vector<AlignedTokens> alignTokens(const Subjects& subjects, const Baseline<sequence::Sentence>& a,
                                       const Comparison<sequence::Sentence>& b) {
  const model::TextModel &modelOfA = *subjects.a->model, &modelOfB = *subjects.b->model;
  const text::TextSettings &ofA = modelOfA.manifest.text, &ofB = modelOfB.manifest.text;
  const bool isByToken = splitAlike(ofA, ofB);
  std::vector<Item> itemsOfA = isByToken ? tokensOf(*a) : wordsOf(*a, modelOfA),
                    itemsOfB = isByToken ? tokensOf(*b) : wordsOf(*b, modelOfB);
  if (ofA.lowercase || ofB.lowercase)
    for (auto* items : {&itemsOfA, &itemsOfB})
      for (Item& item : *items) item.text = text::lowerCase(item.text);
  return Alignment(itemsOfA, itemsOfB).align();
}

}  // namespace rnnvis::compare
