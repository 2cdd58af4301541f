#include "rnnvis/scene/cluster_edits.h"

#include "rnnvis/response/explain.h"
#include "rnnvis/scene/cluster_titles.h"
#include "small_scene.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace rnnvis;
using namespace rnnvis::scene;

namespace {

using Partition = std::vector<Items>;

Partition partitionOf(const Clustering& clustering, Side side) {
  Partition result;
  for (int i = 0; i < clustersOf(clustering, side); ++i)
    result.push_back(membersOf(clustering, side, ClusterId{i}));
  return result;
}

Items joined(const Items& a, const Items& b) {
  Items all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(all.begin(), all.end());
  return all;
}

const Clustering& clusteringOf(const ComputedState& computed) {
  return *computed.workspace.clustering;
}

/// Eq. 8 by its definition, with the polarities that the clustering has.
void checkEdges(const ComputedState& computed) {
  const Clustering& clustering = clusteringOf(computed);
  const auto means = computed.workspace.analysis->responses(clustering.layer, clustering.state).mean.matrix();
  REQUIRE(clustering.groups.edges.rows() == clustering.wordClusters);
  REQUIRE(clustering.groups.edges.cols() == clustering.unitClusters);
  for (int cloud = 0; cloud < clustering.wordClusters; ++cloud)
    for (int chip = 0; chip < clustering.unitClusters; ++chip) {
      double sum = 0;
      const Items words = membersOf(clustering, Side::words, ClusterId{cloud}),
                  units = membersOf(clustering, Side::units, ClusterId{chip});
      for (const auto word : words)
        for (const auto unit : units)
          sum += clustering.groups.unitPolarity[static_cast<std::size_t>(unit)] * double{means(word, unit)};
      CHECK(clustering.groups.edges(cloud, chip) ==
            Approx(sum / static_cast<double>(words.size() * units.size())).margin(1e-9));
    }
}

ComputedState after(const ComputedState& before, const Command& command) {
  return compute(apply(before.state, command), before);
}

}  // namespace

TEST_CASE("merging makes one cluster of two, and edges and measures follow") {
  test::SmallScene small;
  const auto method = GENERATE(cocluster::Method::signedGraph, cocluster::Method::absolute);
  const auto polarity = GENERATE(cocluster::Polarity::split, cocluster::Polarity::merge);
  small.state.clustering.options.method = method;
  small.state.clustering.options.polarity = polarity;
  const ComputedState first = small.compute();
  for (const Side side : {Side::words, Side::units}) {
    const Partition before = partitionOf(clusteringOf(first), side);
    const ComputedState merged = after(first, MergeClusters{side, ClusterId{2}, ClusterId{1}});
    const Partition now = partitionOf(clusteringOf(merged), side);
    CHECK(now == Partition{before[0], joined(before[1], before[2]), before[3]});
    checkEdges(merged);
    CHECK(merged.workspace.computed == first.workspace.computed);
    CHECK(clusteringOf(merged).decomposition == clusteringOf(first).decomposition);
    CHECK(merged.workspace.sentences[0].measures.preserved.cols() == clusteringOf(merged).unitClusters);
    CHECK(clusteringOf(merged).groups.wordSilhouette.clusters.size() ==
          static_cast<std::size_t>(clusteringOf(merged).wordClusters));
  }
}

TEST_CASE("measures of a merged cluster are those of its units") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const ComputedState merged = after(first, MergeClusters{Side::units, ClusterId{0}, ClusterId{1}});
  const auto sizes = [&](int chip) {
    return static_cast<double>(membersOf(clusteringOf(first), Side::units, ClusterId{chip}).size());
  };
  const auto& before = first.workspace.sentences[0].measures.aggregatePositive;
  const auto& now = merged.workspace.sentences[0].measures.aggregatePositive;
  for (Eigen::Index t = 0; t < before.rows(); ++t)
    CHECK(now(t, 0) == Approx((before(t, 0) * sizes(0) + before(t, 1) * sizes(1)) / (sizes(0) + sizes(1))));
}

TEST_CASE("what follows from labels that an edit leaves alone stays as it was computed") {
  test::SmallScene small;
  small.state.clustering.options.polarity = GENERATE(cocluster::Polarity::split, cocluster::Polarity::merge);
  const ComputedState first = small.compute();
  const cocluster::CoClustering& computed = clusteringOf(first).groups;
  const Clustering& clustering = clusteringOf(first);
  const auto matrix = response::responseMatrix(*first.workspace.analysis, clustering.layer, clustering.state,
                                               clustering.words, clustering.shrink);
  const auto again = cocluster::regroup(matrix, *clustering.decomposition, first.state.clustering.options,
                                        computed, clustering.wordClusters, clustering.unitClusters);
  CHECK(again.unitPolarity == computed.unitPolarity);
  CHECK(again.edges.isApprox(computed.edges, 1e-12));
  CHECK(again.modularity == Approx(computed.modularity));
  CHECK(again.wordSilhouette.mean == Approx(computed.wordSilhouette.mean));
  CHECK(again.unitSilhouette.mean == Approx(computed.unitSilhouette.mean));
  for (std::size_t i = 0; i < computed.wordDistance.size(); ++i)
    CHECK(again.wordDistance[i] == Approx(computed.wordDistance[i]).margin(1e-12));
}

TEST_CASE("splitting parts a cluster in two by its members' places") {
  test::SmallScene small;
  small.state.clustering.options.polarity = GENERATE(cocluster::Polarity::split, cocluster::Polarity::merge);
  const ComputedState first = small.compute();
  for (const Side side : {Side::words, Side::units}) {
    const Partition before = partitionOf(clusteringOf(first), side);
    const auto largest = std::max_element(before.begin(), before.end(),
                                          [](const auto& a, const auto& b) { return a.size() < b.size(); });
    const auto place = static_cast<std::size_t>(largest - before.begin());
    const Command split = SplitCluster{side, ClusterId{static_cast<std::int32_t>(place)}};
    const ComputedState parted = after(first, split);
    const Partition now = partitionOf(clusteringOf(parted), side);
    REQUIRE(now.size() == 5);
    CHECK(joined(now[place], now[place + 1]) == before[place]);
    CHECK(now[place].size() >= now[place + 1].size());
    CHECK_FALSE(now[place + 1].empty());
    checkEdges(parted);
    CHECK(clusteringOf(after(first, split)).groups.wordLabels == clusteringOf(parted).groups.wordLabels);
    if (side == Side::words) {
      const auto sum = [](const ComputedState& of) {
        double squares = 0;
        for (const double distance : clusteringOf(of).groups.wordDistance) squares += distance * distance;
        return squares;
      };
      CHECK(sum(parted) < sum(first));
    }
  }
}

TEST_CASE("items move to another cluster or to a new one, and an empty cluster goes away") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const Partition before = partitionOf(clusteringOf(first), Side::units);
  const ComputedState moved = after(first, MoveItems{Side::units, {before[0][0]}, ClusterId{3}});
  CHECK(clusterOf(clusteringOf(moved), Side::units, before[0][0])->value >=
        clusteringOf(moved).unitClusters - 1);
  checkEdges(moved);
  const ComputedState alone = after(first, MoveItems{Side::units, {before[0][0]}, ClusterId{4}});
  CHECK(partitionOf(clusteringOf(alone), Side::units).back() == Items{before[0][0]});
  const ComputedState emptied = after(first, MoveItems{Side::units, before[1], ClusterId{0}});
  CHECK(partitionOf(clusteringOf(emptied), Side::units) ==
        Partition{joined(before[0], before[1]), before[2], before[3]});
  checkEdges(emptied);
}

TEST_CASE("edits that make no sense change nothing") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const ClusterId none{77}, below{-3};
  const Items unknown{-1, 5000};
  for (const Side side : {Side::words, Side::units})
    for (const Command& command :
         {Command{MergeClusters{side, ClusterId{1}, ClusterId{1}}},
          Command{MergeClusters{side, none, ClusterId{1}}}, Command{MergeClusters{side, below, ClusterId{1}}},
          Command{SplitCluster{side, none}}, Command{SplitCluster{side, below}},
          Command{MoveItems{side, {3}, none}}, Command{MoveItems{side, {3}, below}},
          Command{MoveItems{side, unknown, ClusterId{1}}}, Command{MoveItems{side, {}, ClusterId{1}}},
          Command{LockItems{}}, Command{UnlockItems{side, unknown}},
          Command{RenameCluster{side, {}, "nobody"}}}) {
      const ComputedState same = after(first, command);
      CHECK(clusteringOf(same).groups.wordLabels == clusteringOf(first).groups.wordLabels);
      CHECK(clusteringOf(same).groups.unitLabels == clusteringOf(first).groups.unitLabels);
      CHECK(clusteringOf(same).unitClusters == 4);
      CHECK(clusteringOf(same).groups.edges == clusteringOf(first).groups.edges);
    }
}

TEST_CASE("a cluster of one is not split, and there are no more than twenty clusters") {
  test::SmallScene small;
  small.state.clustering.options.wordClusters = small.state.clustering.options.unitClusters = 19;
  ComputedState computed = small.compute();
  const Partition words = partitionOf(clusteringOf(computed), Side::words);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i].size() == 1) {
      const ClusterId one{static_cast<std::int32_t>(i)};
      CHECK(clusteringOf(after(computed, SplitCluster{Side::words, one})).wordClusters == 19);
    }
  for (int round = 0; round < 3; ++round)
    for (int i = 0; i < clusteringOf(computed).wordClusters; ++i)
      computed = after(computed, SplitCluster{Side::words, ClusterId{i}});
  CHECK(clusteringOf(computed).wordClusters == ClusterEdits::mostClusters);
  const Items word{clusteringOf(computed).words[0].value};
  CHECK(clusteringOf(after(computed, MoveItems{Side::words, word, ClusterId{20}})).wordClusters == 20);
}

TEST_CASE("locked items stay in company when the clustering is computed anew") {
  test::SmallScene small;
  const ComputedState first = small.compute();
  for (const Side side : {Side::words, Side::units}) {
    const Partition before = partitionOf(clusteringOf(first), side);
    const auto largest = static_cast<std::size_t>(
        std::max_element(before.begin(), before.end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); }) -
        before.begin());
    // A stranger is moved into the cluster and locked there, and so is a whole cluster.
    const std::size_t other = (largest + 1) % 4;
    const Items stranger{before[other][0]};
    const Command move = MoveItems{side, stranger, ClusterId{static_cast<std::int32_t>(largest)}};
    ComputedState moved = after(first, move);
    moved = after(moved, LockItems{locksOf(clusteringOf(moved), side, stranger)});
    const Items whole = partitionOf(clusteringOf(moved), side).back();
    if (std::find(whole.begin(), whole.end(), stranger[0]) == whole.end())
      moved = after(moved, LockItems{locksOf(clusteringOf(moved), side, whole)});
    const Items company =
        membersOf(clusteringOf(moved), side, *clusterOf(clusteringOf(moved), side, stranger[0]));
    for (const Command& change : {Command{SetClusters{3}}, Command{SetClusters{5}}, Command{SetSeed{9}},
                                  Command{SetMethod{cocluster::Method::absolute}}}) {
      const ComputedState anew = after(moved, change);
      CHECK(anew.state.edits.list.empty());
      const Clustering& computed = *anew.workspace.computed;
      std::vector<int> counts(static_cast<std::size_t>(clustersOf(computed, side)));
      for (const auto item : company) ++counts[clusterOf(computed, side, item)->index()];
      const ClusterId most{
          static_cast<std::int32_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())};
      // The first of the company that the computed clustering has there says where the stranger must be.
      for (const auto item : company)
        if (!moved.state.edits.isLocked(side, item) && clusterOf(computed, side, item) == most)
          CHECK(clusterOf(clusteringOf(anew), side, item) ==
                clusterOf(clusteringOf(anew), side, stranger[0]));
      for (const auto item : whole)
        if (moved.state.edits.isLocked(side, item) && whole != company && item != stranger[0])
          CHECK(clusterOf(clusteringOf(anew), side, item) == clusterOf(clusteringOf(anew), side, whole[0]));
      checkEdges(anew);
    }
  }
}

TEST_CASE("locked items are not moved, and leave one lock for another") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const Items members = membersOf(clusteringOf(first), Side::words, ClusterId{0});
  const ComputedState locked = after(first, LockItems{locksOf(clusteringOf(first), Side::words, members)});
  CHECK(locked.workspace.clustering == first.workspace.clustering);
  CHECK(locked.state.edits.isLocked(Side::words, members[0]));
  CHECK_FALSE(locked.state.edits.isLocked(Side::units, members[0]));
  CHECK(after(locked, MoveItems{Side::words, members, ClusterId{1}}).state.edits.list.empty());
  const ComputedState again =
      after(locked, LockItems{locksOf(clusteringOf(first), Side::words, {members[0]})});
  CHECK(again.state.edits.locks.size() == (members.size() > 1 ? 2 : 1));
  CHECK(after(again, UnlockItems{Side::words, members}).state.edits.locks.empty());
}

TEST_CASE("locks of words from two clusters are two, each with its company") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const Partition words = partitionOf(clusteringOf(first), Side::words);
  const auto locks = locksOf(clusteringOf(first), Side::words, {words[2][0], words[0][0]});
  REQUIRE(locks.size() == 2);
  CHECK(locks[0].company == words[0]);
  CHECK(locks[1].items == Items{words[2][0]});
}

TEST_CASE("a name goes where most of its members go") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const Partition words = partitionOf(clusteringOf(first), Side::words);
  const auto named = [&](const ComputedState& of, int cluster) {
    return markOf(clusteringOf(of), Side::words, ClusterId{cluster}).name;
  };
  const ComputedState verbs = after(first, RenameCluster{Side::words, words[1], "  verbs\nand more "});
  CHECK(named(verbs, 1) == "verbs and more");
  CHECK(named(verbs, 0).empty());
  CHECK(clusteringOf(verbs).groups.edges == clusteringOf(first).groups.edges);
  CHECK(titleOf(clusteringOf(verbs), Side::words, ClusterId{1}).starts_with("verbs and more · cloud 1 · "));

  const ComputedState renamed = after(verbs, RenameCluster{Side::words, words[1], "acts", "verbs and more"});
  CHECK(named(renamed, 1) == "acts");
  CHECK(renamed.state.edits.names.size() == 1);
  CHECK(after(renamed, RenameCluster{Side::words, words[1], "", "acts"}).state.edits.names.empty());
  CHECK(after(renamed, ResetEdits{}).state.edits.names.size() == 1);

  // It survives a merge of others, a move, and another number of clusters where half of the members stay.
  CHECK(named(after(renamed, MergeClusters{Side::words, ClusterId{2}, ClusterId{3}}), 1) == "acts");
  for (const int clusters : {3, 5, 6}) {
    const ComputedState anew = after(renamed, SetClusters{clusters});
    double best = 0;
    int holder = -1;
    for (int i = 0; i < clusters; ++i) {
      const Items members = membersOf(clusteringOf(anew), Side::words, ClusterId{i});
      std::size_t shared = 0;
      for (const auto item : members) shared += std::count(words[1].begin(), words[1].end(), item) > 0;
      const double overlap =
          static_cast<double>(shared) / static_cast<double>(members.size() + words[1].size() - shared);
      if (overlap >= 0.5 && overlap > best) best = overlap, holder = i;
    }
    for (int i = 0; i < clusters; ++i) CHECK(named(anew, i) == (i == holder ? "acts" : ""));
  }
}

TEST_CASE("of two equal halves of a named cluster one has the name, and naming the other leaves it that") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const Partition words = partitionOf(clusteringOf(first), Side::words);
  const Items pair{words[0][0], words[1][0]};
  ComputedState computed = after(first, MoveItems{Side::words, pair, ClusterId{4}});
  const int place = clustersOf(clusteringOf(computed), Side::words) - 1;
  computed = after(
      computed,
      RenameCluster{Side::words, membersOf(clusteringOf(computed), Side::words, ClusterId{place}), "both"});
  computed = after(computed, SplitCluster{Side::words, ClusterId{place}});
  CHECK(markOf(clusteringOf(computed), Side::words, ClusterId{place}).name == "both");
  const Items other = membersOf(clusteringOf(computed), Side::words, ClusterId{place + 1});
  computed = after(computed, RenameCluster{Side::words, other, "other", ""});
  CHECK(markOf(clusteringOf(computed), Side::words, ClusterId{place}).name == "both");
  CHECK(markOf(clusteringOf(computed), Side::words, ClusterId{place + 1}).name == "other");
}

TEST_CASE("names are one line of at most sixty characters") {
  CHECK(cleanName("a\tb\r\nc") == "a b  c");
  CHECK(cleanName("   ").empty());
  std::string umlauts;
  for (int i = 0; i < 1000; ++i) umlauts += "ä";
  CHECK(cleanName(umlauts).size() == 2 * ClusterName::mostCharacters);
  CHECK(cleanName("\xff\xfe").empty());
}

TEST_CASE("edits last as long as what they name") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  ComputedState edited = first;
  for (const Side side : {Side::words, Side::units}) {
    const Items members = membersOf(clusteringOf(first), side, ClusterId{0});
    edited = after(edited, RenameCluster{side, members, "name"});
    edited = after(edited, LockItems{locksOf(clusteringOf(first), side, members)});
    edited = after(edited, MergeClusters{side, ClusterId{1}, ClusterId{2}});
  }
  CHECK(edited.state.edits.list.size() == 2);
  CHECK(apply(edited.state, SetEdgeFilter{0.4}).edits == edited.state.edits);
  CHECK(apply(edited.state, SetClusters{4}).edits == edited.state.edits);  // As many as there are.
  const auto kept = [&](const Command& command) {
    const ClusterEdits edits = apply(edited.state, command).edits;
    CHECK(edits.list.empty());
    CHECK(edits.held == edits.locks);
    return std::pair(edits.locks.size(), edits.names.size());
  };
  CHECK(kept(SetClusters{7}) == std::pair<std::size_t, std::size_t>{2, 2});
  CHECK(kept(SetState{model::Signal::h}) == std::pair<std::size_t, std::size_t>{2, 2});
  CHECK(kept(SetCorpus{"other"}) == std::pair<std::size_t, std::size_t>{2, 2});
  CHECK(kept(SetLayer{LayerId{0}}) == std::pair<std::size_t, std::size_t>{1, 1});
  CHECK(kept(OpenModel{"other"}) == std::pair<std::size_t, std::size_t>{0, 0});
  CHECK(kept(ResetEdits{}).first == 0);
}

TEST_CASE("edited clusters say so, in words of their own and in the header") {
  const test::SmallScene small;
  const ComputedState first = small.compute();
  const ComputedState merged = after(first, MergeClusters{Side::units, ClusterId{0}, ClusterId{1}});
  const Items members = membersOf(clusteringOf(first), Side::words, ClusterId{0});
  const ComputedState locked = after(merged, LockItems{locksOf(clusteringOf(first), Side::words, members)});
  const MainScene scene = test::SmallScene::layout(locked);
  CHECK_THAT(scene.chips[0].title, Catch::EndsWith("· edited"));
  CHECK_THAT(scene.chips[1].title, !Catch::Contains("edited"));
  CHECK_THAT(scene.subtitle, Catch::Contains("1 edit ") && Catch::Contains("locked"));
  for (const CloudWord& word : scene.clouds[0].words) CHECK(word.isLocked);
  for (const CloudWord& word : scene.clouds[1].words) CHECK_FALSE(word.isLocked);
}

TEST_CASE("focus goes with an undone edit as far as it is there") {
  const test::SmallScene small;
  AnalyticState before = small.state;
  const AnalyticState merged = apply(before, MergeClusters{Side::units, ClusterId{0}, ClusterId{1}});
  CHECK(withFocusOf(before, apply(merged, SelectUnit{UnitId{3}})).selection.units == std::vector{UnitId{3}});
  CHECK_FALSE(withFocusOf(before, apply(merged, SelectChip{ClusterId{0}})).selection.chip);
  const AnalyticState filtered = apply(before, SetEdgeFilter{0.7});
  CHECK(withFocusOf(before, apply(filtered, SelectChip{ClusterId{0}})).selection.chip == ClusterId{0});
  const AnalyticState longer = apply(before, AddSentence{"w7"});
  CHECK_FALSE(withFocusOf(before, apply(longer, SelectToken{{2, 0}})).selection.token);
  CHECK(withFocusOf(before, apply(longer, SelectToken{{1, 0}})).selection.token);
  const AnalyticState lower = apply(before, SetLayer{LayerId{0}});
  CHECK(withFocusOf(before, apply(lower, SelectUnit{UnitId{3}})).selection.units.empty());
  CHECK(withFocusOf(before, apply(lower, SelectWord{WordId{3}})).selection.words == std::vector{WordId{3}});
}
