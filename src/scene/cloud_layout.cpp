#include "cloud_packing.h"
#include "layout.h"

#include <algorithm>
#include <cmath>

namespace rnnvis::scene {
namespace {

/// Says of packed clouds what is selected in them.
class CloudMarks {
 public:
  CloudMarks(const LayoutInput& input, MainScene& scene)
      : m_selection(input.state().selection), m_edits(input.state().edits), m_scene(scene) {
    if (m_selection.units.empty()) return;
    m_responses = input.responses().mean.matrix().col(m_selection.units.front().value);
    scene.wordRange = input.scale.words;
  }

  void mark(Cloud& cloud) const {
    for (const WordId word : cloud.hidden)
      cloud.hiddenSelected = std::max(cloud.hiddenSelected, placeOf(word));
    bool holdsSelected = m_selection.cloud == cloud.cluster || cloud.hiddenSelected >= 0;
    for (CloudWord& word : cloud.words) {
      word.selected = placeOf(word.word);
      word.isLocked = m_edits.isLocked(Side::words, word.word.value);
      holdsSelected = holdsSelected || word.selected >= 0;
      if (m_scene.wordRange > 0) word.response = m_responses[word.word.value] / m_scene.wordRange;
    }
    cloud.emphasis = holdsSelected ? Emphasis::strong : Emphasis::normal;
  }

 private:
  int placeOf(WordId word) const {
    const auto& words = m_selection.words;
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? -1 : static_cast<int>(found - words.begin());
  }

  const Selection& m_selection;
  const ClusterEdits& m_edits;
  MainScene& m_scene;
  Eigen::VectorXf m_responses;  // Of the selected unit to every token; empty without one.
};

/// Bends the arc the other way round.
void mirror(Cloud& cloud, const Rect& area) {
  const double shift = area.x + area.right() - cloud.frame.right() - cloud.frame.x;
  for (Rect* box : {&cloud.frame, &cloud.titleBox, &cloud.hiddenBox}) box->x += shift;
  for (CloudWord& word : cloud.words) {
    word.box.x += shift;
    word.origin.x += shift;
  }
}

}  // namespace

void layoutClouds(const LayoutInput& input, MainScene& scene) {
  scene.cloudPacking = packClouds(input, scene.cloudColumn.area);
  scene.clouds = scene.cloudPacking->clouds;
  if (scene.isMirrored)
    for (Cloud& cloud : scene.clouds) mirror(cloud, scene.cloudColumn.area);
  const CloudMarks marks(input, scene);
  for (Cloud& cloud : scene.clouds) marks.mark(cloud);
}

}  // namespace rnnvis::scene
