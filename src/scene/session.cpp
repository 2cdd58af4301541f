#include "rnnvis/scene/session.h"

#include "session_json.h"

#include "rnnvis/base/file.h"

#include <algorithm>
#include <limits>

namespace rnnvis::scene {
namespace {

using nlohmann::json;

constexpr int formatVersion = 1;
constexpr std::size_t mostSentences = 1000, mostItems = 1'000'000;
constexpr std::int64_t mostId = std::numeric_limits<std::int32_t>::max();

constexpr std::array<std::string_view, 2> sides{"words", "units"};
constexpr std::array<std::string_view, 5> methods{"signed", "dhillon", "absolute", "positive", "negative"};
constexpr std::array<std::string_view, 2> polarities{"split", "merge"};
constexpr std::array<std::string_view, 2> layouts{"equal-width", "equal-height"};
constexpr std::array<std::string_view, 4> topics{"responses", "parts", "values", "examples"};
constexpr std::array<std::string_view, 5> orders{"first-word", "second-word", "third-word", "index",
                                                 "cluster"};

const auto describeId = [](JsonField& field, auto& id) { field.whole(id.value, 0, mostId); };
const auto describeText = [](JsonField& field, std::string& text) { field.text(text); };

void describeSignal(JsonField& field, model::Signal& signal) {
  std::string name(1, nameOf(signal));
  field.text(name);
  const auto named = model::signalNamed(name);
  field.require(named && (name == "h" || name == "c" || name == "C"), "a state: h, c or C");
  signal = *named;
}

void describeTags(JsonField& field, std::set<text::Tag>& tags) {
  static const auto names = [] {
    std::array<std::string_view, text::tagCount> result;
    for (std::size_t i = 0; i < text::tagCount; ++i) result.at(i) = nameOf(static_cast<text::Tag>(i));
    return result;
  }();
  std::vector<text::Tag> list(tags.begin(), tags.end());
  field.list(list, text::tagCount, [](JsonField& element, text::Tag& tag) { element.choice(tag, names); });
  tags = {list.begin(), list.end()};
}

void describeItems(JsonField& field, Items& items) {
  field.list(items, mostItems, [](JsonField& element, std::int32_t& id) { element.whole(id, 0, mostId); });
  const bool ascends = std::adjacent_find(items.begin(), items.end(), std::greater_equal<>()) == items.end();
  field.require(ascends, "in ascending order");
}

template <class Value>
void describeSide(JsonField& field, Value& value) {
  field.member("side", [&](JsonField& side) { side.choice(value.side, sides); });
}

void describeCluster(JsonField& field, const char* key, ClusterId& id) {
  field.member(key, [&](JsonField& cluster) { describeId(cluster, id); });
}

void describeEdit(JsonField& field, ClusterEdit& edit) {
  if (field.reads()) {
    if (field.has("merge")) edit = MergeClusters{};
    if (field.has("split")) edit = SplitCluster{};
    if (field.has("move")) edit = MoveItems{};
  }
  if (auto* merge = std::get_if<MergeClusters>(&edit))
    field.member("merge", [&](JsonField& of) {
      describeSide(of, *merge);
      describeCluster(of, "a", merge->a);
      describeCluster(of, "b", merge->b);
    });
  if (auto* split = std::get_if<SplitCluster>(&edit))
    field.member("split", [&](JsonField& of) {
      describeSide(of, *split);
      describeCluster(of, "cluster", split->cluster);
    });
  if (auto* move = std::get_if<MoveItems>(&edit))
    field.member("move", [&](JsonField& of) {
      describeSide(of, *move);
      of.member("items", [&](JsonField& items) { describeItems(items, move->items); });
      describeCluster(of, "to", move->to);
    });
}

void describeLock(JsonField& field, Lock& lock) {
  describeSide(field, lock);
  field.member("items", [&](JsonField& items) { describeItems(items, lock.items); });
  field.member("company", [&](JsonField& items) { describeItems(items, lock.company); });
}

void describeName(JsonField& field, ClusterName& name) {
  describeSide(field, name);
  field.member("members", [&](JsonField& items) { describeItems(items, name.members); });
  field.member("name", [&](JsonField& text) { text.text(name.name); });
  if (field.reads()) name.name = cleanName(name.name);
}

void describeEdits(JsonField& field, ClusterEdits& edits) {
  field.member("held", [&](JsonField& of) { of.list(edits.held, mostItems, describeLock); });
  field.member("list", [&](JsonField& of) { of.list(edits.list, mostItems, describeEdit); });
  field.member("locks", [&](JsonField& of) { of.list(edits.locks, mostItems, describeLock); });
  field.member("names", [&](JsonField& of) { of.list(edits.names, mostItems, describeName); });
}

void describeOptions(JsonField& field, cocluster::Options& options) {
  constexpr std::int64_t most = 10'000;
  field.member("method", [&](JsonField& of) { of.choice(options.method, methods); });
  field.member("polarity", [&](JsonField& of) { of.choice(options.polarity, polarities); });
  field.member("word-clusters", [&](JsonField& of) { of.whole(options.wordClusters, 1, most); });
  field.member("unit-clusters", [&](JsonField& of) { of.whole(options.unitClusters, 1, most); });
  field.member("dimensions", [&](JsonField& of) {
    of.maybe(options.dimensions, [](JsonField& one, int& value) { one.whole(value, 1, most); });
  });
  field.member("restarts", [&](JsonField& of) { of.whole(options.restarts, 1, most); });
  field.member("seed", [&](JsonField& of) { of.seed(options.seed); });
  field.member("center", [&](JsonField& of) { of.flag(options.center); });
  field.member("scale", [&](JsonField& of) { of.flag(options.scale); });
}

void describeClustering(JsonField& field, ClusteringSettings& settings) {
  field.member("layer", [&](JsonField& of) { of.maybe(settings.layer, describeId); });
  field.member("reverse", [&](JsonField& of) { of.flag(settings.reverse); });
  field.member("state", [&](JsonField& of) { of.maybe(settings.state, describeSignal); });
  field.member("words", [&](JsonField& of) { of.whole(settings.words, 1, mostItems); });
  field.member("minimum-count", [&](JsonField& of) { of.whole(settings.minimumCount, 1, mostId); });
  field.member("shrink", [&](JsonField& of) { of.real(settings.shrink, 0, 1e9); });
  describeOptions(field, settings.options);
}

void describeToken(JsonField& field, TokenPlace& place) {
  field.member("sentence", [&](JsonField& of) { of.whole(place.sentence, 0, mostId); });
  field.member("token", [&](JsonField& of) { of.whole(place.token, 0, mostId); });
}

void describeSelection(JsonField& field, Selection& selection) {
  field.member("words", [&](JsonField& of) { of.list(selection.words, Selection::mostWords, describeId); });
  field.member("units", [&](JsonField& of) { of.list(selection.units, Selection::mostUnits, describeId); });
  field.member("token", [&](JsonField& of) { of.maybe(selection.token, describeToken); });
  field.member("chip", [&](JsonField& of) { of.maybe(selection.chip, describeId); });
  field.member("cloud", [&](JsonField& of) { of.maybe(selection.cloud, describeId); });
}

void describeDetail(JsonField& field, DetailSettings& detail) {
  constexpr auto most = static_cast<std::int64_t>(DetailSettings::mostUnitWords);
  field.member("topic", [&](JsonField& of) { of.choice(detail.topic, topics); });
  field.member("order", [&](JsonField& of) { of.choice(detail.order, orders); });
  field.member("overlaid", [&](JsonField& of) { of.flag(detail.overlaid); });
  field.member("table", [&](JsonField& of) { of.flag(detail.table); });
  field.member("example-responses", [&](JsonField& of) { of.flag(detail.exampleResponses); });
  field.member("unit-words", [&](JsonField& of) { of.whole(detail.unitWords, 1, most); });
}

void describeState(JsonField& field, AnalyticState& state) {
  field.member("clustering", [&](JsonField& of) { describeClustering(of, state.clustering); });
  field.member("edits", [&](JsonField& of) { describeEdits(of, state.edits); });
  field.member("sentences", [&](JsonField& of) { of.list(state.sentences, mostSentences, describeText); });
  field.member("target", [&](JsonField& of) { of.text(state.target); });
  field.member("selection", [&](JsonField& of) { describeSelection(of, state.selection); });
  field.member("edge-filter", [&](JsonField& of) { of.real(state.edgeFilter, 0, 1); });
  field.member("response-clip", [&](JsonField& of) {
    of.maybe(state.responseClip, [](JsonField& one, double& value) { one.real(value, 0, 1e30); });
  });
  field.member("chip-layout", [&](JsonField& of) { of.choice(state.chipLayout, layouts); });
  field.member("grammar", [&](JsonField& of) { of.flag(state.grammar.isShown); });
  field.member("grammar-filter", [&](JsonField& of) { describeTags(of, state.grammar.filter); });
  field.member("detail", [&](JsonField& of) { describeDetail(of, state.detail); });
  field.member("brushed", [&](JsonField& of) { of.list(state.brushed, mostItems, describeId); });
}

/// Leaves out of a focus what does not exist in what was computed.
void dropMissing(AnalyticState& state, const ComputedState& computed) {
  const Workspace& workspace = computed.workspace;
  const response::Analysis& analysis = *workspace.analysis;
  const Clustering& clustering = *workspace.clustering;
  const std::size_t units = analysis.layers[clustering.layer.index()].sizeOf(clustering.state);
  const auto isMissing = [](std::size_t count) { return [count](auto id) { return id.index() >= count; }; };
  Selection& selection = state.selection;
  std::erase_if(selection.words, isMissing(analysis.tokens.size()));
  std::erase_if(selection.units, isMissing(units));
  std::erase_if(state.brushed, isMissing(units));
  const auto now = edited(workspace.computed, analysis, state.clustering, state.edits);
  if (selection.chip && selection.chip->value >= now->unitClusters) selection.chip.reset();
  if (selection.cloud && selection.cloud->value >= now->wordClusters) selection.cloud.reset();
  if (const auto token = selection.token) {
    const bool isThere = token->sentence < workspace.sentences.size() &&
                         workspace.sentences[token->sentence].sentence &&
                         token->token < workspace.sentences[token->sentence].sentence->tokens.size();
    if (!isThere) selection.token.reset();
  }
}

}  // namespace

void describeSession(JsonField& field, Session& session) {
  field.member("model", [&](JsonField& of) {
    of.member("path", [&](JsonField& one) { one.text(session.state.model); });
    of.member("name", [&](JsonField& one) { one.text(session.modelName); });
    of.member("sha256", [&](JsonField& one) { one.text(session.modelSha256); });
  });
  field.member("corpus", [&](JsonField& of) {
    of.member("name", [&](JsonField& one) { one.text(session.state.corpus); });
    of.member("sha256", [&](JsonField& one) { one.text(session.corpusSha256); });
  });
  field.member("state", [&](JsonField& of) { describeState(of, session.state); });
}

json newSessionContents() {
  return {{"format", formatVersion}};
}

json sessionContents(std::string_view text, std::string_view name) {
  json contents = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!contents.is_object() || !contents.contains("format") || !contents["format"].is_number_integer())
    fail("{} is not a session of RNNVis; choose another file", name);
  if (contents["format"] > formatVersion)
    fail("{} was written by a newer version of RNNVis (format {}, this one reads {}); install that version",
         name, contents["format"].get<std::int64_t>(), formatVersion);
  return contents;
}

std::string textOf(const json& contents) {
  return contents.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

Session sessionOf(const ComputedState& computed) {
  Session session;
  session.state = computed.state;
  if (computed.workspace.model) session.modelName = computed.workspace.model->manifest.name;
  if (const auto& analysis = computed.workspace.analysis) {
    session.modelSha256 = analysis->info.modelSha256;
    session.corpusSha256 = analysis->info.corpusSha256;
  }
  return session;
}

json contentsOf(const Session& session) {
  json contents = newSessionContents();
  Session copy = session;  // The description of fields serves reading too.
  JsonField field(contents, false, {});
  describeSession(field, copy);
  return contents;
}

std::string formatSession(const Session& session) {
  return textOf(contentsOf(session));
}

Session parseSession(std::string_view text, std::string_view name) {
  json contents = sessionContents(text, name);
  Session session;
  JsonField field(contents, true, std::string(name));
  describeSession(field, session);
  if (session.state.model.empty()) fail("{} names no model; the file is damaged", name);
  return session;
}

void writeSession(const std::filesystem::path& file, const Session& session) {
  const std::string text = formatSession(session);
  writeFileAtomically(file, [&](std::ostream& stream) { stream << text; });
}

Session readSession(const std::filesystem::path& file) {
  return parseSession(readFile(file, mostSessionBytes), file.string());
}

AnalyticState beginningOf(const Session& session) {
  AnalyticState state = session.state;
  state.selection = {};
  state.brushed.clear();
  state.edits = {};
  return state;
}

Resumed resume(const Session& session, const ComputedState& computed) {
  const response::AnalysisInfo& info = computed.workspace.analysis->info;
  Resumed resumed{session.state, {}};
  resumed.state.model = computed.state.model;
  resumed.state.corpus = computed.state.corpus;
  if (!session.modelSha256.empty() && session.modelSha256 != info.modelSha256) {
    resumed.state = beginningOf(Session{resumed.state, {}, {}, {}});
    resumed.notice =
        "The model has changed since this session was saved: what was selected and edited is left out.";
  } else if (!session.corpusSha256.empty() && session.corpusSha256 != info.corpusSha256) {
    resumed.state.edits = {};
    resumed.notice = "The text has changed since this session was saved: edits of clusters are left out.";
  }
  dropMissing(resumed.state, computed);
  return resumed;
}

Reopened reopen(const Session& session, const ComputedState& previous, const RunControl& control) {
  const ComputedState beginning = compute(beginningOf(session), previous, control.part(0, 0.8));
  Resumed resumed = resume(session, beginning);
  return {compute(resumed.state, beginning, control.part(0.8, 1)), std::move(resumed.notice)};
}

}  // namespace rnnvis::scene
