#pragma once

#include "computation.h"

#include "rnnvis/scene/main_scene.h"

#include <QObject>
#include <QPoint>

class QMenu;

namespace rnnvis::gui {

class ClusterNameEdit;
class MainView;

/// The menu on chips, clouds, cells and words: edits of the clusters shown. Tells of them as commands.
class ClusterMenu : public QObject {
  Q_OBJECT

 public:
  explicit ClusterMenu(MainView* view);

  void showComputed(const Computed& computed);
  /// Offers what can be done to what was hit; to what is selected where nothing was.
  void popUp(const scene::Hit& hit, QPoint globalPosition);
  /// Lets the selected cluster be named, or the one of what is selected or pointed at.
  void renameSelected();

 Q_SIGNALS:
  void commanded(const rnnvis::scene::Command& command);
  /// A menu is about to appear on what was hit: others may add to it.
  void opening(QMenu& menu, const rnnvis::scene::Hit& hit);

 private:
  /// A cluster, and the items in focus: some of a side, from whichever clusters, or all of the cluster.
  struct Focus {
    scene::Side side;
    ClusterId cluster;
    scene::Items items;
    bool isWhole = false;
  };

  std::optional<Focus> focusOf(const scene::Hit& hit) const;
  std::optional<Focus> selectedFocus() const;
  std::optional<Focus> focusOn(scene::Side side, scene::Items items) const;
  Focus focusOn(scene::Side side, ClusterId cluster) const;

  void addItemActions(QMenu& menu, const Focus& focus);
  void addClusterActions(QMenu& menu, const Focus& focus);
  void addLock(QMenu& menu, const Focus& focus);
  template <class Choose>
  void addClusters(QMenu& menu, scene::Side side, std::optional<ClusterId> without, Choose choose);
  void rename(const Focus& focus);

  const scene::Clustering& clustering() const { return *m_computed->workspace.clustering; }
  QString nameOf(const Focus& focus) const;       // "“say”", "3 words", "cloud 2"
  QString referenceTo(const Focus& focus) const;  // "cloud 2 “verbs”"
  QString describe(scene::Side side, ClusterId cluster) const;

  MainView* m_view;
  Computed m_computed;
};

}  // namespace rnnvis::gui
