#include "table_file.h"

#include "file_dialog.h"

#include "rnnvis/base/error.h"
#include "rnnvis/base/file.h"

#include <QFileDialog>

namespace rnnvis::gui {

void writeTable(const std::filesystem::path& path, const scene::DetailTable& table,
                const std::vector<std::size_t>& rows) {
  const std::string text =
      path.extension() == ".json" ? jsonRecords(table, rows) : separatedValues(table, rows, ',');
  writeFileAtomically(path, [&](std::ostream& stream) {
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
  });
}

void exportTable(QWidget& window, const std::function<void(const std::filesystem::path&)>& write,
                 const std::function<void(const QString&)>& rejected) {
  QFileDialog* dialog = makeFileDialog(&window, "Export the table", "exportDialog",
                                       "Comma-separated values or records (*.csv *.json)", "csv");
  QObject::connect(dialog, &QFileDialog::fileSelected, &window, [write, rejected](const QString& path) {
    try {
      write(path.toStdString());
    } catch (const Error& error) {
      rejected(QString::fromUtf8(error.what()));
    }
  });
  dialog->open();
}

}  // namespace rnnvis::gui
