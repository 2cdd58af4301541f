#include "train/training_form.h"
#include "train/training_window.h"

#include "text_scale.h"
#include "window.h"

#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>

#include <filesystem>

using namespace rnnvis;
using gui::TrainingRecord;
using test::Window;

namespace {

/// The window where models are trained, opened from the menu and driven through the names of its widgets.
class Training {
 public:
  explicit Training(Window& window) : m_window(window) {
    auto* action = window.window().findChild<QAction*>("train");
    REQUIRE(action != nullptr);
    action->trigger();
    QApplication::processEvents();
    REQUIRE(dialog().isVisible());
  }

  gui::TrainingWindow& dialog() {
    return *m_window.window().findChild<gui::TrainingWindow*>("trainingWindow");
  }
  const TrainingRecord& record() { return dialog().process().record(); }

  template <class Widget = QWidget>
  Widget& find(const QString& name) {
    auto* widget = dialog().findChild<Widget*>(name);
    INFO(name.toStdString());
    REQUIRE(widget != nullptr);
    return *widget;
  }
  std::string text(const QString& label) { return find<QLabel>(label).text().toStdString(); }
  bool canBegin() {
    auto& button = find<QPushButton>("trainingBegin");
    return button.isVisible() && button.isEnabled();
  }
  void click(const QString& button) { QTest::mouseClick(&find(button), Qt::LeftButton); }

  /// Fills in a tiny language model of `lines` lines.
  std::filesystem::path describe(std::size_t lines, int epochs) {
    test::Random random(1);
    const auto text = m_window.folder().write("text.txt", test::randomText(random, lines, 30));
    find<QLineEdit>("trainText").setText(QString::fromStdString(text.string()));
    find<QLineEdit>("trainHidden").setText("8");
    find<QSpinBox>("trainEpochs").setValue(epochs);
    find<QSpinBox>("trainBatch").setValue(4);
    const std::filesystem::path folder = m_window.folder() / "trained";
    find<QLineEdit>("trainingFolder").setText(QString::fromStdString(folder.string()));
    find<QLineEdit>("trainingName").setText("tiny");
    return folder;
  }
  void waitUntilDone() {
    REQUIRE(QTest::qWaitFor([&] { return !dialog().process().isRunning(); }, Window::patience));
    QApplication::processEvents();
    INFO(text("messageText"));
  }

 private:
  Window& m_window;
};

}  // namespace

TEST_CASE("a model is described, trained, watched and opened") {
  Window window;
  Training training(window);
  CHECK_FALSE(training.canBegin());
  CHECK(training.text("trainingReason") == "Choose a text to train on.");
  const auto folder = training.describe(400, 3);
  REQUIRE(training.canBegin());
  training.click("trainingBegin");
  CHECK(training.find("trainingStop").isVisible());
  CHECK_FALSE(training.find("trainingForm").isEnabled());
  training.waitUntilDone();
  REQUIRE(training.record().result.has_value());
  CHECK(training.record().done.size() == 3);
  CHECK(training.record().texts.size() == 3);
  CHECK(training.text("trainingTexts").find("train: ") == 0);
  CHECK(training.text("trainingStatus").find("is the best: perplexity ") != std::string::npos);
  CHECK(training.text("curvesReadout").find("Epoch 3 ") == 0);
  CHECK(training.find<QProgressBar>("trainingProgress").value() == 1000);
  training.click("trainingOpen");
  window.settle();
  CHECK(window.state().model == folder.string());
  REQUIRE(window.scene() != nullptr);
}

TEST_CASE("a run that was stopped is gone on with") {
  Window window;
  Training training(window);
  const auto folder = training.describe(3000, 200);
  training.click("trainingBegin");
  REQUIRE(QTest::qWaitFor([&] { return training.record().done.size() >= 2; }, Window::patience));
  training.click("trainingStop");
  training.waitUntilDone();
  const std::size_t done = training.record().done.size();
  CHECK(training.text("trainingStatus").find("Stopped after ") == 0);
  CHECK(training.find<QPushButton>("trainingBegin").text() == "Go on");
  training.click("trainingNew");
  CHECK(training.record().done.empty());
  CHECK(training.find("trainingForm").isEnabled());

  training.dialog().showRun(QString::fromStdString(folder.string()));
  CHECK(training.record().done.size() == done);
  CHECK(training.find<QSpinBox>("trainEpochs").value() == 200);
  CHECK_FALSE(training.find("trainingForm").isEnabled());
  REQUIRE(training.canBegin());
  training.click("trainingBegin");
  REQUIRE(QTest::qWaitFor([&] { return training.record().done.size() > done; }, Window::patience));
  CHECK(training.record().done[done].number == static_cast<int>(done) + 1);
  training.click("trainingStop");
  training.waitUntilDone();
}

TEST_CASE("what cannot be trained is said before or when it fails") {
  Window window;
  Training training(window);
  training.describe(50, 1);
  training.find<QLineEdit>("trainHidden").setText("8, many");
  CHECK_FALSE(training.canBegin());
  CHECK(training.text("trainingReason").find("Units are numbers") == 0);
  training.find<QLineEdit>("trainHidden").setText("8");
  training.find<QLineEdit>("validText").setText("/nowhere/valid.txt");
  CHECK(training.text("trainingReason") == "valid.txt does not exist.");
  training.find<QLineEdit>("validText").clear();
  REQUIRE(training.canBegin());

  const auto broken = window.folder().write("broken.txt", "bad \xff byte\n");
  training.find<QLineEdit>("trainText").setText(QString::fromStdString(broken.string()));
  training.click("trainingBegin");
  training.waitUntilDone();
  CHECK(training.find("messageBar").isVisible());
  CHECK(training.text("messageText").find("broken.txt") != std::string::npos);
  CHECK(training.find("trainingForm").isEnabled());

  const auto unknown =
      window.folder().write("unknown.toml", "[data]\nfile = \"text.txt\"\n[network]\nhiden = 3\n");
  training.dialog().loadConfiguration(QString::fromStdString(unknown.string()));
  CHECK(training.text("messageText").find("hidden") != std::string::npos);
}

TEST_CASE("a configuration that is saved is loaded as it was") {
  Window window;
  Training training(window);
  training.describe(50, 7);
  training.find<QComboBox>("trainCell").setCurrentIndex(2);
  training.find<QLineEdit>("trainHidden").setText("16 12");
  training.find<QDoubleSpinBox>("trainDropout").setValue(0.25);
  const auto file = QString::fromStdString((window.folder() / "saved.toml").string());
  training.dialog().saveConfiguration(file);
  const auto before = training.find<gui::TrainingForm>("trainingForm").configuration();
  training.find<QSpinBox>("trainEpochs").setValue(1);
  training.find<QComboBox>("trainCell").setCurrentIndex(0);
  training.find<QLineEdit>("trainingName").setText("another");
  training.dialog().loadConfiguration(file);
  auto after = training.find<gui::TrainingForm>("trainingForm").configuration();
  CHECK(training.find<QLineEdit>("trainingName").text() == "tiny");
  CHECK(training::formatConfiguration(after) == training::formatConfiguration(before));
}

TEST_CASE("a loaded configuration keeps its special tokens until another kind of model is chosen") {
  Window window;
  Training training(window);
  window.folder().write("text.txt", "a b c\n");
  const auto textOf = [&](const std::string& data) {
    const auto file = window.folder().write("special.toml", "[data]\nfile = \"text.txt\"\n" + data);
    training.dialog().loadConfiguration(QString::fromStdString(file.string()));
    return training.find<gui::TrainingForm>("trainingForm").configuration().data.text;
  };
  CHECK(textOf("").endOfLine == "<eos>");
  CHECK_FALSE(textOf("end-of-line = \"\"\n").endOfLine);
  const auto characters = textOf("level = \"char\"\nunknown = \"?\"\nend-of-line = \"$\"\n");
  CHECK(characters.unknown == "?");
  CHECK(characters.endOfLine == "$");
  training.find<QComboBox>("trainLevel").setCurrentIndex(0);
  const auto words = training.find<gui::TrainingForm>("trainingForm").configuration().data.text;
  CHECK(words.unknown == "<unk>");
  CHECK(words.endOfLine == "<eos>");
}

TEST_CASE("the training window follows the scale of the text") {
  Window window;
  Training training(window);
  const auto sizes = [&] {
    return std::vector<int>{training.dialog().width(), training.find("learningCurves").minimumHeight()};
  };
  const std::vector<int> usual = sizes();
  for (int i = 0; i < 3; ++i) window.window().findChild<QAction*>("textLarger")->trigger();
  REQUIRE(gui::textScale() == 1.5);
  for (std::size_t i = 0; i < usual.size(); ++i) CHECK(sizes()[i] == Approx(1.5 * usual[i]).margin(1));
  window.window().findChild<QAction*>("textUsual")->trigger();
  CHECK(sizes() == usual);
  QSettings().clear();
}

TEST_CASE("a classifier has classes and no steps") {
  Window window;
  Training training(window);
  auto& task = training.find<QComboBox>("trainTask");
  CHECK_FALSE(training.find("trainBalance").isEnabled());
  task.setCurrentIndex(1);
  Q_EMIT task.activated(1);
  CHECK(training.find("trainBalance").isEnabled());
  CHECK_FALSE(training.find("trainSteps").isEnabled());
  CHECK(training.find<QLineEdit>("trainHidden").text() == "50");
  CHECK(training.find<gui::TrainingForm>("trainingForm").configuration().isClassifier());
}

TEST_CASE("a record takes what a run tells and passes over what it does not know") {
  TrainingRecord record;
  record.add("not json");
  record.add(R"({"event":"weather"})");
  record.add(
      R"({"event":"run","task":"classifier","cell":"gru","hidden":[50],"parameters":12345,"epochs":4})");
  record.add(
      R"({"event":"progress","epoch":2,"epochs":4,"step":1,"steps":2,"loss":0.5,"tokens_per_second":1000,"seconds_left":61})");
  REQUIRE(record.progress.has_value());
  CHECK(record.progress->fraction == Approx(1.5 / 4));
  CHECK(gui::progressText(record).toStdString() ==
        "Epoch 2 of 4: loss 0.500 so far, 1,000 tokens/s, 1 min left");
  record.add(R"({"event":"epoch","epoch":1,"valid_loss":0.4,"valid_accuracy":0.8,"best":true})");
  record.add(R"({"event":"epoch","epoch":2,"valid_loss":0.3,"valid_accuracy":0.9,"best":true})");
  record.add(R"({"event":"epoch","epoch":2,"valid_loss":0.2,"valid_accuracy":0.95,"best":true})");
  REQUIRE(record.done.size() == 2);
  CHECK(record.done[1].validAccuracy == 0.95);
  record.add(
      R"({"event":"result","folder":"/x","epoch":2,"valid_loss":0.2,"valid_accuracy":0.95,"test_loss":0.3,"test_accuracy":0.9})");
  CHECK(gui::resultText(record).toStdString() ==
        "Epoch 2 is the best: accuracy 95.0 % on the validation text, accuracy 90.0 % on the test text.");
  CHECK(record.network.toStdString() == "GRU of 50 units, 12,345 parameters");
}

TEST_CASE("sizes are a list of numbers that a layer can have") {
  using Sizes = std::vector<std::size_t>;
  CHECK(gui::sizesOf("200, 100 50;3") == Sizes{200, 100, 50, 3});
  for (const char* text : {"", "0", "-1", "x", "10 x", "1000000"})
    CHECK_FALSE(gui::sizesOf(text).has_value());
}
