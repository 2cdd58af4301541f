#include "cluster_menu.h"

#include "cluster_name_edit.h"
#include "drawing.h"
#include "main_view.h"

#include "rnnvis/scene/cluster_titles.h"
#include "rnnvis/scene/display_token.h"

#include <QMenu>

#include <algorithm>

namespace rnnvis::gui {
namespace {

using scene::ClusterEdits;
using scene::Side;

QString escaped(QString text) {
  return text.replace('&', "&&");
}

template <class Id>
scene::Items itemsOf(const std::vector<Id>& ids) {
  scene::Items items;
  for (const Id id : ids) items.push_back(id.value);
  std::sort(items.begin(), items.end());
  return items;
}

/// All of a group where the item is one of it, else the item alone.
scene::Items together(const scene::Items& group, std::int32_t item) {
  return std::binary_search(group.begin(), group.end(), item) ? group : scene::Items{item};
}

}  // namespace

ClusterMenu::ClusterMenu(MainView* view) : QObject(view), m_view(view) {
  connect(view, &MainView::menuRequested, this, &ClusterMenu::popUp);
}

void ClusterMenu::showComputed(const Computed& computed) {
  m_computed = computed;
  // Clusters may have other numbers.
  for (auto* menu : m_view->findChildren<QMenu*>("clusterMenu")) menu->close();
  for (auto* edit : m_view->findChildren<ClusterNameEdit*>()) edit->cancel();
}

ClusterMenu::Focus ClusterMenu::focusOn(Side side, ClusterId cluster) const {
  return {side, cluster, membersOf(clustering(), side, cluster), true};
}

std::optional<ClusterMenu::Focus> ClusterMenu::focusOn(Side side, scene::Items items) const {
  if (items.empty()) return std::nullopt;
  const auto cluster = clusterOf(clustering(), side, items.front());
  return cluster ? std::optional(Focus{side, *cluster, std::move(items), false}) : std::nullopt;
}

std::optional<ClusterMenu::Focus> ClusterMenu::focusOf(const scene::Hit& hit) const {
  const scene::AnalyticState& state = m_computed->state;
  const auto of = [&](Side side, const scene::Items& items, std::int32_t item) -> std::optional<Focus> {
    const auto cluster = clusterOf(clustering(), side, item);
    return cluster ? std::optional(Focus{side, *cluster, items, false}) : std::nullopt;
  };
  if (const auto* word = std::get_if<WordId>(&hit.item))
    return of(Side::words, together(itemsOf(state.selection.words), word->value), word->value);
  if (const auto* unit = std::get_if<UnitId>(&hit.item)) {
    const scene::Items selected = together(itemsOf(state.selection.units), unit->value);
    return of(Side::units, selected.size() > 1 ? selected : together(itemsOf(state.brushed), unit->value),
              unit->value);
  }
  if (hit.chip) return focusOn(Side::units, *hit.chip);
  if (hit.cloud) return focusOn(Side::words, *hit.cloud);
  return std::nullopt;
}

std::optional<ClusterMenu::Focus> ClusterMenu::selectedFocus() const {
  const scene::Selection& selection = m_computed->state.selection;
  const auto exists = [&](Side side, const std::optional<ClusterId>& cluster) {
    return cluster && cluster->value < clustersOf(clustering(), side);
  };
  if (exists(Side::units, selection.chip)) return focusOn(Side::units, *selection.chip);
  if (exists(Side::words, selection.cloud)) return focusOn(Side::words, *selection.cloud);
  if (!selection.words.empty()) return focusOn(Side::words, itemsOf(selection.words));
  return focusOn(Side::units, itemsOf(selection.units));
}

void ClusterMenu::popUp(const scene::Hit& hit, QPoint globalPosition) {
  if (!m_computed) return;
  auto focus = focusOf(hit);
  if (!focus) focus = selectedFocus();
  auto* menu = new QMenu(m_view);
  menu->setObjectName("clusterMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (focus) {
    if (!focus->isWhole) addItemActions(*menu, *focus);
    addClusterActions(*menu, *focus);
  }
  const ClusterEdits& edits = m_computed->state.edits;
  menu->addSeparator();
  auto* reset =
      menu->addAction("Reset all edits and locks", this, [this] { Q_EMIT commanded(scene::ResetEdits{}); });
  reset->setObjectName("resetEdits");
  reset->setEnabled(!edits.list.empty() || !edits.locks.empty() || !edits.held.empty());
  Q_EMIT opening(*menu, hit);
  menu->popup(globalPosition);
}

void ClusterMenu::addItemActions(QMenu& menu, const Focus& focus) {
  scene::Items movable = focus.items;
  std::erase_if(movable, [&](auto item) { return m_computed->state.edits.isLocked(focus.side, item); });
  QMenu* move = menu.addMenu(QStringLiteral("&Move %1 to").arg(nameOf(focus)) +
                             (movable.empty() ? " (unlock first)" : ""));
  move->setObjectName("moveMenu");
  move->setEnabled(!movable.empty());
  const auto moveTo = [this, side = focus.side, movable](ClusterId to) {
    Q_EMIT commanded(scene::MoveItems{side, movable, to});
  };
  const bool isTogether = std::all_of(movable.begin(), movable.end(), [&](auto item) {
    return clusterOf(clustering(), focus.side, item) == focus.cluster;
  });
  addClusters(*move, focus.side, isTogether ? std::optional(focus.cluster) : std::nullopt, moveTo);
  move->addSeparator();
  const int clusters = clustersOf(clustering(), focus.side);
  auto* alone = move->addAction(QStringLiteral("a &new %1").arg(toQt(scene::nameOf(focus.side))), this,
                                [=] { moveTo(ClusterId{clusters}); });
  alone->setObjectName("moveToNew");
  alone->setEnabled(clusters < ClusterEdits::mostClusters);
  addLock(menu, focus);
  menu.addSeparator();
}

void ClusterMenu::addLock(QMenu& menu, const Focus& focus) {
  const auto& edits = m_computed->state.edits;
  const bool isLocked = std::all_of(focus.items.begin(), focus.items.end(),
                                    [&](auto item) { return edits.isLocked(focus.side, item); });
  const QString what = focus.isWhole ? QStringLiteral("all of %1").arg(referenceTo(focus)) : nameOf(focus);
  if (isLocked) {
    menu.addAction(QStringLiteral("Un&lock %1").arg(what), this,
                   [this, focus] {
                     Q_EMIT commanded(scene::UnlockItems{focus.side, focus.items});
                   })
        ->setObjectName("unlockItems");
    return;
  }
  const QString place = focus.isWhole ? QString() : QStringLiteral(" here");
  menu.addAction(QStringLiteral("&Lock %1%2").arg(what, place), this,
                 [this, focus] {
                   Q_EMIT commanded(scene::LockItems{locksOf(clustering(), focus.side, focus.items)});
                 })
      ->setObjectName("lockItems");
}

void ClusterMenu::addClusterActions(QMenu& menu, const Focus& focus) {
  const QString cluster = referenceTo(focus);
  menu.addAction(QStringLiteral("&Name %1…\tF2").arg(cluster), this, [this, focus] { rename(focus); })
      ->setObjectName("renameCluster");
  const int clusters = clustersOf(clustering(), focus.side);
  QMenu* merge = menu.addMenu(QStringLiteral("M&erge %1 with").arg(cluster));
  merge->setObjectName("mergeMenu");
  merge->setEnabled(clusters > 1);
  addClusters(*merge, focus.side, focus.cluster, [this, focus](ClusterId other) {
    Q_EMIT commanded(scene::MergeClusters{focus.side, focus.cluster, other});
  });
  const bool isOne = membersOf(clustering(), focus.side, focus.cluster).size() < 2;
  const bool isFull = clusters >= ClusterEdits::mostClusters;
  const QString why = isOne    ? QStringLiteral(" (it has one member)")
                      : isFull ? QStringLiteral(" (%1 are the most)").arg(ClusterEdits::mostClusters)
                               : QString();
  auto* split = menu.addAction(QStringLiteral("&Split %1 in two%2").arg(cluster, why), this, [this, focus] {
    Q_EMIT commanded(scene::SplitCluster{focus.side, focus.cluster});
  });
  split->setObjectName("splitCluster");
  split->setEnabled(why.isEmpty());
  if (focus.isWhole) addLock(menu, focus);
}

template <class Choose>
void ClusterMenu::addClusters(QMenu& menu, Side side, std::optional<ClusterId> without, Choose choose) {
  for (int i = 0; i < clustersOf(clustering(), side); ++i)
    if (const ClusterId cluster{i}; cluster != without)
      menu.addAction(escaped(describe(side, cluster)), this, [=] { choose(cluster); })->setData(i);
}

void ClusterMenu::renameSelected() {
  if (!m_computed) return;
  auto focus = selectedFocus();
  if (!focus) focus = focusOf(m_view->pointedAt());
  if (focus) rename(*focus);
}

void ClusterMenu::rename(const Focus& focus) {
  const auto box = m_view->titleBox(focus.side, focus.cluster);
  if (!box) return;
  const std::string before = markOf(clustering(), focus.side, focus.cluster).name;
  auto* edit = new ClusterNameEdit(toQt(before), m_view);
  edit->setAccessibleName("Name of " + referenceTo(focus));
  const scene::Items members = membersOf(clustering(), focus.side, focus.cluster);
  connect(edit, &ClusterNameEdit::named, this,
          [this, side = focus.side, members, before](const QString& name) {
            if (scene::cleanName(name.toStdString()) != before)
              Q_EMIT commanded(scene::RenameCluster{side, members, name.toStdString(), before});
          });
  edit->openOver(*box);
}

QString ClusterMenu::nameOf(const Focus& focus) const {
  if (focus.items.size() != 1) return toQt(scene::describeCount(focus.side, focus.items.size()));
  const std::int32_t item = focus.items.front();
  if (focus.side == Side::units) return QStringLiteral("unit %1").arg(item);
  const std::string& token = m_computed->workspace.analysis->tokens[WordId{item}.index()];
  constexpr int longest = 40;
  QString text = toQt(scene::displayToken(token));
  if (text.size() > longest) text = text.left(longest) + "…";
  return escaped("“" + text + "”");
}

QString ClusterMenu::referenceTo(const Focus& focus) const {
  return escaped(toQt(scene::referenceTo(clustering(), focus.side, focus.cluster)));
}

/// With a cloud's most central words, by which it is known.
QString ClusterMenu::describe(Side side, ClusterId cluster) const {
  QString text = toQt(titleOf(clustering(), side, cluster));
  const scene::MainScene* scene = m_view->scene();
  if (side == Side::units || !scene || cluster.index() >= scene->clouds.size()) return text;
  QStringList words;
  constexpr qsizetype examples = 3;
  for (const scene::CloudWord& word : scene->clouds[cluster.index()].words)
    if (!word.isSpecial && words.size() < examples) words << toQt(word.text);
  return words.isEmpty() ? text : text + " · " + words.join(", ");
}

}  // namespace rnnvis::gui
