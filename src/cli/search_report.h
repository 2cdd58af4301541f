#pragma once

#include "rnnvis/search/passages.h"
#include "rnnvis/search/unit_effects.h"
#include "rnnvis/search/words.h"

#include <string>
#include <utility>
#include <vector>

namespace rnnvis::cli {

/// Tokens that are shown around a passage, at most.
struct SearchContext {
  std::size_t before = 8, after = 4;
};

// What a search found, as JSON or for people; a search without hits says so in one line.

void report(const std::vector<search::FoundWord>& words, const response::Analysis& analysis, std::size_t top,
            bool asJson);
/// `question`: the words that units answer to, or tell from the second ones.
void report(const search::UnitEffects& effects, const std::pair<std::string, std::string>& question,
            std::size_t top, bool asJson);
void report(const search::Passages& found, const response::StateIndex& index, const text::Corpus& corpus,
            const response::Analysis& analysis, const search::PassageQuery& query,
            const SearchContext& context, bool asJson);

}  // namespace rnnvis::cli
