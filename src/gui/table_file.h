#pragma once

#include "rnnvis/scene/detail_table.h"

#include <QString>

#include <filesystem>
#include <functional>
#include <vector>

class QWidget;

namespace rnnvis::gui {

/// Writes the rows in this order, to a .json as records, else as CSV. Throws Error where the file cannot be
/// written.
void writeTable(const std::filesystem::path& path, const scene::DetailTable& table,
                const std::vector<std::size_t>& rows);

/// Asks over `window` where a table goes and writes it there. `rejected` hears why it cannot be.
void exportTable(QWidget& window, const std::function<void(const std::filesystem::path&)>& write,
                 const std::function<void(const QString&)>& rejected);

}  // namespace rnnvis::gui
