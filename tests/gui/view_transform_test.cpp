#include "view_transform.h"

#include <catch2/catch.hpp>

using namespace rnnvis;
using gui::ViewTransform;

namespace {

ViewTransform transformOf(scene::Size view, double textScale = 1) {
  ViewTransform transform;
  transform.setView(view);
  transform.setTextScale(textScale);
  return transform;
}

scene::Point toView(const ViewTransform& transform, scene::Point point) {
  const scene::Rect box = transform.toView({point.x, point.y, 0, 0});
  return {box.x, box.y};
}

void checkCovered(const ViewTransform& transform, scene::Size view) {
  const scene::Rect page = transform.toView({0, 0, transform.page().width, transform.page().height});
  CHECK(page.x <= 1e-6);
  CHECK(page.y <= 1e-6);
  CHECK(page.right() >= view.width - 1e-6);
  CHECK(page.bottom() >= view.height - 1e-6);
}

}  // namespace

TEST_CASE("a view that nobody has changed shows the scene as it is") {
  const ViewTransform transform = transformOf({1000, 700});
  CHECK(transform.page().width == 1000);
  CHECK(transform.scale() == 1);
  CHECK_FALSE(transform.canPan());
  CHECK(transform.toScene({12, 34}).x == 12);
  CHECK(toView(transform, {12, 34}).y == 34);
}

TEST_CASE("zooming keeps what is under the pointer, within one and eight times") {
  ViewTransform transform = transformOf({1000, 700});
  const scene::Point pointer{620, 130};
  for (const double factor : {1.3, 1.9, 1.1, 0.8}) {
    const scene::Point before = transform.toScene(pointer);
    transform.zoomBy(factor, pointer);
    CHECK(transform.toScene(pointer).x == Approx(before.x));
    CHECK(transform.toScene(pointer).y == Approx(before.y));
    const scene::Point there = toView(transform, transform.toScene({77, 88}));
    CHECK(there.x == Approx(77));
    CHECK(there.y == Approx(88));
  }
  transform.zoomBy(100, pointer);
  CHECK(transform.zoom() == ViewTransform::mostZoom);
  transform.zoomBy(0.001, pointer);
  CHECK(transform.zoom() == 1);
  CHECK(transform == transformOf({1000, 700}));
}

TEST_CASE("the picture never leaves the view") {
  for (const double text : {0.8, 1.0, 1.37, 2.0})
    for (const scene::Size view : {scene::Size{1000, 700}, scene::Size{640, 480}, scene::Size{300, 200}}) {
      ViewTransform transform = transformOf(view, text);
      CHECK(transform.page().width >= ViewTransform::smallestPage.width);
      CHECK(transform.page().height >= ViewTransform::smallestPage.height);
      checkCovered(transform, view);
      for (const double way : {-1e6, 1e6, -50.0, 20.0}) {
        transform.panBy(way, -way);
        checkCovered(transform, view);
        transform.zoomBy(way > 0 ? 2.5 : 0.7, {view.width / 3, view.height / 4});
        checkCovered(transform, view);
      }
      transform.setView({view.width * 1.5, view.height / 2});
      checkCovered(transform, {view.width * 1.5, view.height / 2});
      transform.reset();
      CHECK(transform.zoom() == 1);
    }
}

TEST_CASE("larger type is laid out for a smaller page, down to the smallest there is") {
  CHECK(transformOf({1300, 1000}, 1.25).page().width == Approx(1040));
  CHECK_FALSE(transformOf({1300, 1000}, 1.25).canPan());
  const ViewTransform small = transformOf({700, 500}, 2);
  CHECK(small.page().width == 640);
  CHECK(small.canPan());
  CHECK(transformOf({1000, 700}, 9).scale() == ViewTransform::mostTextScale);
  CHECK(transformOf({1000, 700}, 0.1).scale() == ViewTransform::leastTextScale);
}

TEST_CASE("what is to be seen is moved into the view, and no further") {
  ViewTransform transform = transformOf({1000, 700});
  transform.zoomBy(4, {0, 0});
  const ViewTransform before = transform;
  transform.reveal({20, 20, 30, 30});
  CHECK(transform == before);
  transform.reveal({900, 600, 50, 20});
  const scene::Rect shown = transform.toView({900, 600, 50, 20});
  CHECK(shown.right() <= 1000);
  CHECK(shown.bottom() <= 700);
  CHECK(shown.right() > 950);
  transform.reveal({20, 20, 30, 30});
  CHECK(transform.toView({20, 20, 30, 30}).x >= 0);
}
