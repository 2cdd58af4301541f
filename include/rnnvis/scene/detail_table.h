#pragma once

#include "rnnvis/scene/detail.h"
#include "rnnvis/scene/examples.h"

#include <string>
#include <vector>

namespace rnnvis::scene {

/// A column of words or of numbers.
struct TableColumn {
  std::string title;
  std::vector<std::string> texts;
  std::vector<double> numbers;  ///< Not finite where nothing is known.
  int decimals = 3;             ///< Of numbers, as they are shown.

  bool isText() const { return !texts.empty(); }
};

/// The numbers behind a plot. All columns have as many rows.
struct DetailTable {
  std::vector<TableColumn> columns;

  std::size_t rows() const;
  /// As it is shown: "−0.123", "–" where nothing is known.
  std::string shown(std::size_t row, std::size_t column) const;
  /// As it is copied: six digits, empty where nothing is known.
  std::string exact(std::size_t row, std::size_t column) const;
};

/// The table behind what the detail view shows; empty for nothing.
DetailTable tableOf(const Detail& detail);
DetailTable tableOf(const std::vector<ExamplesDetail>& examples);

/// The given rows in that order, below the titles where `titled`; fields separated by `separator` and quoted
/// where they hold it, a quote or the end of a line (RFC 4180).
std::string separatedValues(const DetailTable& table, const std::vector<std::size_t>& rows, char separator,
                            bool titled = true);

/// The given rows in that order as a JSON list of objects, a member a column; null where nothing is known.
std::string jsonRecords(const DetailTable& table, const std::vector<std::size_t>& rows);

}  // namespace rnnvis::scene
