#include "rnnvis/scene/analytic_state.h"
#include "rnnvis/scene/cluster_titles.h"

#include <fmt/format.h>

namespace rnnvis::scene {
namespace {

struct CommandName {
  std::string operator()(const OpenModel&) const { return "open the model"; }
  std::string operator()(const SetCorpus&) const { return "change the text"; }
  std::string operator()(const SetLayer&) const { return "change the layer"; }
  std::string operator()(const SetState&) const { return "change the state"; }
  std::string operator()(const SetClusters& command) const {
    return fmt::format("make {} clusters", command.clusters);
  }
  std::string operator()(const SetWords& command) const {
    return fmt::format("show {} words", command.words);
  }
  std::string operator()(const SetMethod&) const { return "change the co-clustering"; }
  std::string operator()(const SetPolarity&) const { return "change the polarity"; }
  std::string operator()(const SetSeed&) const { return "change the seed"; }
  std::string operator()(const MergeClusters& command) const {
    return fmt::format("merge {}s {} and {}", nameOf(command.side), command.a.value, command.b.value);
  }
  std::string operator()(const SplitCluster& command) const {
    return fmt::format("split {} {}", nameOf(command.side), command.cluster.value);
  }
  std::string operator()(const MoveItems& command) const {
    return "move " + describeCount(command.side, command.items.size());
  }
  std::string operator()(const LockItems& command) const {
    std::size_t items = 0;
    for (const Lock& lock : command.locks) items += lock.items.size();
    return command.locks.empty() ? "lock" : "lock " + describeCount(command.locks.front().side, items);
  }
  std::string operator()(const UnlockItems& command) const {
    return "unlock " + describeCount(command.side, command.items.size());
  }
  std::string operator()(const RenameCluster& command) const {
    const std::string name = cleanName(command.name);
    return name.empty() ? fmt::format("remove the name of a {}", nameOf(command.side))
                        : fmt::format("name a {} “{}”", nameOf(command.side), name);
  }
  std::string operator()(const ResetEdits&) const { return "reset the edits"; }
  std::string operator()(const SetEdgeFilter&) const { return "filter edges"; }
  std::string operator()(const SetResponseClip&) const { return "change the colour range"; }
  std::string operator()(const SetChipLayout&) const { return "lay out the chips"; }
  std::string operator()(const ShowGrammar& command) const {
    return command.isShown ? "show parts of speech" : "hide parts of speech";
  }
  std::string operator()(const ToggleTag&) const { return "filter parts of speech"; }
  std::string operator()(const AddSentence&) const { return "add a sentence"; }
  std::string operator()(const ReplaceSentence&) const { return "edit a sentence"; }
  std::string operator()(const RemoveSentence&) const { return "remove a sentence"; }
  std::string operator()(const SetTarget&) const { return "choose an output"; }
  std::string operator()(const SetDetail&) const { return "change the details"; }
  std::string operator()(const auto&) const { return "select"; }
};

}  // namespace

std::string describe(const Command& command) {
  return std::visit(CommandName(), command);
}

}  // namespace rnnvis::scene
