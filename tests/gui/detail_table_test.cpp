#include "detail_table_view.h"
#include "window.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"

#include <QClipboard>
#include <QHeaderView>
#include <QTableView>

using namespace rnnvis;
using test::Window;

namespace {

/// The table behind the responses to a word.
class WithTable : public Window {
 public:
  WithTable() {
    openSmallModel();
    clickAt(wordShown("w3").box.center());
    click("tableToggle");
  }

  QTableView& table() { return find<QTableView>("detailTable"); }
  QString at(int row, int column) { return table().model()->index(row, column).data().toString(); }
  static QStringList clipboardLines() {
    return QGuiApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
  }
};

}  // namespace

TEST_CASE_METHOD(WithTable, "the table takes the place of the plot and gives it back") {
  CHECK(state().detail.table);
  CHECK_FALSE(has("distributionPlot0"));
  CHECK(table().model()->rowCount() == static_cast<int>(units));
  CHECK(table().model()->headerData(0, Qt::Horizontal).toString() == "unit");
  click("tableToggle");
  CHECK(has("distributionPlot0"));
  CHECK_FALSE(has("detailTable"));
}

TEST_CASE_METHOD(WithTable, "a click on a title sorts by numbers") {
  table().sortByColumn(0, Qt::AscendingOrder);
  for (int row = 0; row < static_cast<int>(units); ++row) CHECK(at(row, 0) == QString::number(row));
  table().sortByColumn(0, Qt::DescendingOrder);
  CHECK(at(0, 0) == QString::number(units - 1));
}

TEST_CASE_METHOD(WithTable, "rows are copied as they are sorted, tab-separated") {
  table().sortByColumn(0, Qt::AscendingOrder);
  click("copyTable");
  const QStringList all = clipboardLines();
  REQUIRE(all.size() == static_cast<int>(units) + 1);
  CHECK(all[0].startsWith("unit\tchip\tη²\tmean\t"));
  CHECK(all[4].startsWith("3\t"));
  table().selectRow(2);
  QTest::keyClick(&table(), Qt::Key_C, Qt::ControlModifier);
  CHECK(clipboardLines() == QStringList{all[3]});
}

TEST_CASE_METHOD(WithTable, "the table is exported as CSV and as records") {
  const auto path = folder() / "table.csv";
  auto& view = find<gui::DetailTableView>("detailTableView");
  view.write(path);
  const std::string text = readFile(path);
  CHECK(text.starts_with("unit,chip,η²,mean,"));
  CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<long>(units) + 1);
  view.write(folder() / "table.json");
  CHECK(readFile(folder() / "table.json").starts_with("[\n {\n  \"unit\": "));
  CHECK_THROWS_AS(view.write("/proc/absent/table.csv"), Error);
  click("exportTable");
  CHECK(has("exportDialog"));
}
