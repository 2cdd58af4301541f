#include "reference.h"
#include "window.h"

#include <QElapsedTimer>

#include <algorithm>

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

  double least = 1e9;
  for (int i = 0; i < 7; ++i) {
    Q_EMIT window.view().commanded(scene::MergeClusters{scene::Side::words, ClusterId{2}, ClusterId{5}});
    Q_EMIT window.view().commanded(scene::SplitCluster{scene::Side::units, ClusterId{1}});
    window.view().grab();
    CHECK(window.scene()->chips.size() == 11);
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(&window.view(), Qt::Key_Z, Qt::ControlModifier);
    window.view().grab();
    least = std::min(least, static_cast<double>(timer.nsecsElapsed()) / 1e6);
    CHECK(window.scene()->chips.size() == 10);
    QTest::keyClick(&window.view(), Qt::Key_Z, Qt::ControlModifier);
  }
  CHECK(window.window().computation().latest()->workspace.clustering == before);
  WARN("undone and painted in " << least << " ms");
  CHECK(least < mostMilliseconds);
}
