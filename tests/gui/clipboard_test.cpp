// What other programs leave on the clipboard, and drop.

#include "monkey.h"

#include "rnnvis/scene/session.h"

#include <QClipboard>
#include <QDropEvent>
#include <QMimeData>

using namespace rnnvis;
using test::Window;

namespace {

struct Garbage {
  const char* format;
  QByteArray data;
};

std::vector<Garbage> garbage() {
  return {{"text/plain", QByteArray::fromHex("ff00fe0a0d1b5b33316dc328e282")},
          {"text/plain", QByteArray("w3\nw4\r\n\tw5\0w6", 13)},
          {"text/plain", QByteArray(200'000, 'x')},
          {"text/plain", {}},
          {"text/html", "<script>window.close()</script><img src=x"},
          {"text/uri-list", "file:///nonexistent\nhttp://\xff\n"},
          {"image/png", "no picture"},
          {"image/svg+xml", "<svg"},
          {"application/x-qt-image", QByteArray(17, '\xee')}};
}

QMimeData* mimeOf(const Garbage& garbage) {
  auto* data = new QMimeData;
  data->setData(garbage.format, garbage.data);
  return data;
}

}  // namespace

TEST_CASE("what another program has copied is pasted as text that can be read and kept, or not at all") {
  Window window;
  window.openSmallModel();
  window.type("w3 w4");
  for (const Garbage& copied : garbage()) {
    CAPTURE(copied.format, copied.data.left(20).toHex().toStdString());
    QApplication::clipboard()->setMimeData(mimeOf(copied));
    const scene::AnalyticState before = window.state();
    for (const char* field : {"sentenceInput", "sentence0", "searchField"}) {
      if (field == std::string("searchField"))
        QTest::keySequence(window.window().windowHandle(), QKeySequence::Find);
      auto& edit = window.find<QLineEdit>(field);
      edit.setFocus();
      QTest::keySequence(&edit, QKeySequence::Paste);
      QTest::keyClick(&edit, Qt::Key_Return);
      window.settle();
    }
    CHECK(test::contradictionIn(window) == "");
    const scene::Session session{window.state(), {}, {}, {}};
    CHECK(scene::parseSession(formatSession(session), "kept") == session);
    CHECK(window.window().isVisible());
    while (window.state().sentences != before.sentences) {
      const auto sentences = window.state().sentences;
      window.press(Qt::Key_Escape);
      QTest::keyClick(&window.view(), Qt::Key_Z, Qt::ControlModifier);
      window.settle();
      REQUIRE(window.state().sentences != sentences);
    }
  }
}

TEST_CASE("what is dropped on the window and is no file of the disk changes nothing") {
  Window window;
  window.openSmallModel();
  const scene::AnalyticState before = window.state();
  for (const Garbage& dropped : garbage()) {
    CAPTURE(dropped.format);
    const std::unique_ptr<QMimeData> data(mimeOf(dropped));
    QDragEnterEvent enter(QPoint(400, 400), Qt::CopyAction, data.get(), Qt::LeftButton, {});
    QApplication::sendEvent(&window.window(), &enter);
    if (enter.isAccepted()) {
      QDropEvent drop(QPointF(400, 400), Qt::CopyAction, data.get(), Qt::LeftButton, {});
      QApplication::sendEvent(&window.window(), &drop);
    }
    window.settle();
    CHECK(window.state() == before);
  }
}
