#include "reference.h"
#include "window.h"

#include <algorithm>
#include <ctime>

using namespace rnnvis;
using test::reference;
using test::Window;

namespace {

constexpr char penn[] = "models/ptb-lstm-200x2";

#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr double mostMilliseconds = 50;
#else
constexpr double mostMilliseconds = 2000;
#endif

}  // namespace

TEST_CASE("an edit of the clusters of a real model is undone and painted at once") {
  REQUIRE_REFERENCE(penn);
  Window window;
  window.window().openModel(QString::fromStdString(reference(penn).string()));
  window.settle();
  REQUIRE(window.scene() != nullptr);
  window.type("the company said it expects to report a loss for the third quarter");
  const auto before = window.window().computation().latest()->workspace.clustering;

  // Of the processor, so that other programs are of no account.
  const auto undone = [&] {
    const std::clock_t begin = std::clock();
    QTest::keyClick(&window.view(), Qt::Key_Z, Qt::ControlModifier);
    window.view().grab();
    return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  };
  double ofWords = 1e9, ofUnits = 1e9;
  for (int i = 0; i < 7; ++i) {
    Q_EMIT window.view().commanded(scene::MergeClusters{scene::Side::words, ClusterId{2}, ClusterId{5}});
    Q_EMIT window.view().commanded(scene::SplitCluster{scene::Side::units, ClusterId{1}});
    window.view().grab();
    REQUIRE(window.scene()->chips.size() == 11);
    REQUIRE(window.scene()->clouds.size() == 9);
    ofUnits = std::min(ofUnits, undone());
    CHECK(window.scene()->chips.size() == 10);
    ofWords = std::min(ofWords, undone());
    CHECK(window.scene()->clouds.size() == 10);
  }
  CHECK(window.window().computation().latest()->workspace.clustering == before);
  WARN("an edit of units undone and painted in " << ofUnits << " ms, one of words in " << ofWords << " ms");
  CHECK(ofUnits < mostMilliseconds);
  CHECK(ofWords < mostMilliseconds);
}
