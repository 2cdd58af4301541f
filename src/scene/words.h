#pragma once

#include "rnnvis/base/id.h"
#include "rnnvis/scene/clustering.h"
#include "rnnvis/scene/display_token.h"
#include "rnnvis/scene/text_measure.h"

#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::scene {

/// Whether a token stands for something other than itself: "<unk>", "<eos>", "<#17>".
bool isSpecialToken(std::string_view token);
/// “of”
std::string inQuotes(const std::string& text);
/// "1,640"
std::string groupedNumber(std::int64_t number);
/// "82,430 tokens", "the first 5,000 of 82,430 tokens".
std::string describeTokens(const response::AnalysisInfo& info);
/// "cell state c", "hidden state h"
std::string describeState(model::Signal state);
/// "layer 1", "layer 1, read in reverse"; `layer` indexes Analysis::layers.
std::string describeLayer(LayerId layer, const response::Analysis& analysis);
/// The beginning of a text as one line: line ends and tabs as blanks, cut where no line is as long.
std::string displayLine(std::string_view text);
/// The last place up to `bytes` where a text can be cut between signs.
std::size_t cutPoint(std::string_view text, std::size_t bytes);
/// `text` cut between two signs to `width` with "…" where it is longer.
std::string elided(std::string_view text, double width, double pixels, const TextMeasure& measure,
                   bool bold = false);

/// Rows of the clustered matrix in each word cluster, those nearest to the centroid first.
std::vector<std::vector<std::size_t>> rowsByCluster(const Clustering& clustering);
/// The units of each unit cluster, ascending.
std::vector<std::vector<UnitId>> unitsByCluster(const Clustering& clustering);

}  // namespace rnnvis::scene
