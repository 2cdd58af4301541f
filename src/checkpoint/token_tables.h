#pragma once

#include "budget.h"
#include "pickle.h"
#include "rnnvis/checkpoint/checkpoint.h"

#include <vector>

namespace rnnvis::checkpoint {

/// The vocabularies in a pickle, in the order of finding them, at most 64:
/// - dictionaries token → id and id → token whose ids are distinct, below 2·count + 1000 and for three
///   quarters below count; counters are none;
/// - lists of at least 2 distinct tokens, and strings of at least 2 distinct characters, which are the
///   tokens, under a key such as vocab, itos, idx2word, chars; a list may also be the whole pickle.
/// Tokens are text or UTF-8 bytes. What lists the same tokens is given once, by preference under the name of
/// a list or a dictionary id → token.
std::vector<TokenTable> collectTokenTables(const Pickle& pickle, Budget& budget);

}  // namespace rnnvis::checkpoint
