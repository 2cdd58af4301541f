#include "rnnvis/scene/detail_table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <functional>
#include <limits>

namespace rnnvis::scene {
namespace {

constexpr std::array<const char*, 5> quantileNames{"9 %", "25 %", "median", "75 %", "91 %"};
constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Builds tables column by column; all that are added have the same number of rows.
class TableBuilder {
 public:
  explicit TableBuilder(std::size_t rows) : m_rows(rows) {}

  void addNumbers(std::string title, const std::function<double(std::size_t)>& value, int decimals = 3) {
    TableColumn column{std::move(title), {}, {}, decimals};
    for (std::size_t row = 0; row < m_rows; ++row) column.numbers.push_back(value(row));
    m_table.columns.push_back(std::move(column));
  }
  void addTexts(std::string title, const std::function<std::string(std::size_t)>& value) {
    TableColumn column{std::move(title), {}, {}, 0};
    for (std::size_t row = 0; row < m_rows; ++row) column.texts.push_back(value(row));
    m_table.columns.push_back(std::move(column));
  }
  /// Values in the order of the rows; unknown where there are none.
  template <class Values>
  void addValues(std::string title, const Values& values, int decimals = 3) {
    addNumbers(
        std::move(title),
        [&](std::size_t row) {
          return values.size() == 0 ? unknown : double{values[static_cast<Eigen::Index>(row)]};
        },
        decimals);
  }

  DetailTable table() { return std::move(m_table); }

 private:
  std::size_t m_rows;
  DetailTable m_table;
};

void addWord(TableBuilder& builder, const WordDistribution& word, bool isOnly) {
  const std::string prefix = isOnly ? "" : word.text + ": ";
  builder.addValues(prefix + "mean", word.mean);
  builder.addValues(prefix + "95 % low", word.low);
  builder.addValues(prefix + "95 % high", word.high);
  for (std::size_t q = 0; q < quantileNames.size(); ++q)
    builder.addNumbers(prefix + quantileNames[q], [&](std::size_t row) {
      return word.quantiles.size() == 0
                 ? unknown
                 : word.quantiles(static_cast<Eigen::Index>(q), static_cast<Eigen::Index>(row));
    });
  if (word.written.size() > 0) {
    builder.addValues(prefix + "written", word.written);
    builder.addValues(prefix + "erased", VectorD(word.mean - word.written));
  }
  builder.addNumbers(
      prefix + "times", [&](std::size_t) { return static_cast<double>(word.count); }, 0);
}

void addRow(TableBuilder& builder, const UnitRow& row) {
  builder.addNumbers(
      "unit", [&](std::size_t i) { return row.units[i].value; }, 0);
  builder.addNumbers(
      "chip", [&](std::size_t i) { return row.chips[i].value; }, 0);
}

DetailTable build(const std::monostate&) {
  return {};
}

DetailTable build(const DistributionDetail& detail) {
  TableBuilder builder(detail.row.units.size());
  addRow(builder, detail.row);
  builder.addValues("η²", detail.row.explained);
  if (detail.actual.size() > 0) builder.addValues("here", detail.actual);
  for (const WordDistribution& word : detail.words) addWord(builder, word, detail.words.size() == 1);
  return builder.table();
}

DetailTable build(const UnitDetail& detail) {
  std::vector<std::pair<UnitId, const AnswerBox*>> boxes;
  bool hasParts = false;
  for (const UnitAnswers& unit : detail.units)
    for (const AnswerBox& box : unit.answers) {
      boxes.emplace_back(unit.unit, &box);
      hasParts = hasParts || box.written;
    }
  TableBuilder builder(boxes.size());
  const auto add = [&](const char* title, auto value, int decimals = 3) {
    builder.addNumbers(
        title, [&](std::size_t row) { return static_cast<double>(value(*boxes[row].second)); }, decimals);
  };
  builder.addTexts("word", [&](std::size_t row) { return boxes[row].second->text; });
  if (detail.units.size() > 1)
    builder.addNumbers(
        "unit", [&](std::size_t row) { return boxes[row].first.value; }, 0);
  add(
      "times", [](const AnswerBox& box) { return box.count; }, 0);
  add("mean", [](const AnswerBox& box) { return box.mean; });
  add("95 % low", [](const AnswerBox& box) { return box.interval.low; });
  add("95 % high", [](const AnswerBox& box) { return box.interval.high; });
  for (std::size_t q = 0; q < quantileNames.size(); ++q)
    add(quantileNames[q], [q](const AnswerBox& box) { return box.quantiles[q]; });
  if (!hasParts) return builder.table();
  add("written", [](const AnswerBox& box) { return box.written.value_or(unknown); });
  add("erased", [](const AnswerBox& box) { return box.mean - box.written.value_or(unknown); });
  return builder.table();
}

DetailTable build(const ClusterDetail& detail) {
  std::vector<std::pair<const DetailList*, const DetailItem*>> items;
  for (const DetailList& list : detail.lists)
    for (const DetailItem& item : list.items) items.emplace_back(&list, &item);
  TableBuilder builder(items.size());
  builder.addTexts("what", [&](std::size_t row) { return items[row].second->label; });
  builder.addNumbers("response", [&](std::size_t row) { return items[row].second->value; });
  builder.addTexts("note", [&](std::size_t row) { return items[row].second->note; });
  builder.addTexts("list", [&](std::size_t row) { return items[row].first->heading; });
  return builder.table();
}

DetailTable tableOfSignals(const ValuesDetail& detail) {
  std::vector<std::pair<const SignalDistribution*, Eigen::Index>> rows;
  for (const SignalDistribution& signal : detail.distributions)
    for (Eigen::Index i = 0; i < signal.mean.size(); ++i) rows.emplace_back(&signal, i);
  TableBuilder builder(rows.size());
  builder.addTexts("signal", [&](std::size_t row) { return rows[row].first->name; });
  const auto place = [&](std::size_t row) { return static_cast<std::size_t>(rows[row].second); };
  builder.addNumbers(
      "unit", [&](std::size_t row) { return rows[row].first->row.units[place(row)].value; }, 0);
  builder.addNumbers(
      "chip",
      [&](std::size_t row) {
        const auto& chips = rows[row].first->row.chips;
        return chips.empty() ? std::nan("") : chips[place(row)].value;
      },
      0);
  builder.addNumbers("mean", [&](std::size_t row) { return rows[row].first->mean[rows[row].second]; });
  builder.addNumbers("deviation",
                     [&](std::size_t row) { return rows[row].first->deviation[rows[row].second]; });
  for (std::size_t q = 0; q < quantileNames.size(); ++q)
    builder.addNumbers(quantileNames[q], [&](std::size_t row) {
      return rows[row].first->quantiles(static_cast<Eigen::Index>(q), rows[row].second);
    });
  return builder.table();
}

DetailTable build(const ValuesDetail& detail) {
  if (detail.histograms.empty()) return tableOfSignals(detail);
  std::vector<std::pair<const SignalHistogram*, std::size_t>> rows;
  for (const auto& ofUnit : detail.histograms)
    for (const SignalHistogram& histogram : ofUnit)
      for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) rows.emplace_back(&histogram, bin);
  const auto edge = [&](std::size_t row, std::size_t next) {
    const SignalHistogram& of = *rows[row].first;
    return of.low + (of.high - of.low) * static_cast<double>(rows[row].second + next) /
                        static_cast<double>(of.counts.size());
  };
  TableBuilder builder(rows.size());
  builder.addTexts("signal", [&](std::size_t row) { return rows[row].first->name; });
  builder.addNumbers(
      "unit", [&](std::size_t row) { return rows[row].first->unit.value; }, 0);
  builder.addNumbers("from", [&](std::size_t row) { return edge(row, 0); });
  builder.addNumbers("to", [&](std::size_t row) { return edge(row, 1); });
  builder.addNumbers(
      "tokens",
      [&](std::size_t row) { return static_cast<double>(rows[row].first->counts[rows[row].second]); }, 0);
  return builder.table();
}

std::string quoted(const std::string& field, char separator) {
  if (field.find_first_of(std::string("\"\r\n") + separator) == std::string::npos) return field;
  std::string result = "\"";
  for (char character : field) result += character == '"' ? "\"\"" : std::string(1, character);
  return result + "\"";
}

}  // namespace

std::size_t DetailTable::rows() const {
  if (columns.empty()) return 0;
  return columns.front().isText() ? columns.front().texts.size() : columns.front().numbers.size();
}

std::string DetailTable::shown(std::size_t row, std::size_t column) const {
  const TableColumn& of = columns[column];
  if (of.isText()) return of.texts[row];
  const double number = of.numbers[row];
  if (!std::isfinite(number)) return "–";
  return fmt::format("{}{:.{}f}", number < 0 ? "−" : "", std::abs(number), of.decimals);
}

std::string DetailTable::exact(std::size_t row, std::size_t column) const {
  const TableColumn& of = columns[column];
  if (of.isText()) return of.texts[row];
  if (!std::isfinite(of.numbers[row])) return "";
  return of.decimals == 0 ? fmt::format("{:.0f}", of.numbers[row]) : fmt::format("{:.6g}", of.numbers[row]);
}

DetailTable tableOf(const Detail& detail) {
  return std::visit([](const auto& of) { return build(of); }, detail);
}

DetailTable tableOf(const std::vector<ExamplesDetail>& examples) {
  struct Place {
    const ExamplesDetail* of;
    const ShownExample* example;
    std::size_t token;
    const ShownToken& shown() const { return example->tokens[token]; }
  };
  std::vector<Place> rows;
  for (const ExamplesDetail& ofUnit : examples)
    for (const ShownExample& example : ofUnit.examples)
      for (std::size_t token = 0; token < example.tokens.size(); ++token)
        rows.push_back({&ofUnit, &example, token});
  TableBuilder builder(rows.size());
  builder.addTexts("token", [&](std::size_t row) { return rows[row].shown().text; });
  builder.addNumbers("state", [&](std::size_t row) { return rows[row].shown().state; });
  builder.addNumbers("response", [&](std::size_t row) { return rows[row].shown().response; });
  builder.addTexts("example of", [&](std::size_t row) { return rows[row].example->word; });
  const auto position = [&](std::size_t row) {
    return static_cast<double>(rows[row].example->position - rows[row].example->at + rows[row].token);
  };
  builder.addNumbers("position", position, 0);
  builder.addNumbers(
      "document", [&](std::size_t row) { return static_cast<double>(rows[row].example->document); }, 0);
  builder.addNumbers(
      "unit", [&](std::size_t row) { return rows[row].of->unit.value; }, 0);
  return builder.table();
}

std::string separatedValues(const DetailTable& table, const std::vector<std::size_t>& rows, char separator,
                            bool titled) {
  std::string text;
  const auto addLine = [&](const auto& field) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      if (column > 0) text += separator;
      text += quoted(field(column), separator);
    }
    text += '\n';
  };
  if (titled) addLine([&](std::size_t column) { return table.columns[column].title; });
  for (std::size_t row : rows) addLine([&](std::size_t column) { return table.exact(row, column); });
  return text;
}

std::string jsonRecords(const DetailTable& table, const std::vector<std::size_t>& rows) {
  nlohmann::ordered_json records = nlohmann::ordered_json::array();
  for (const std::size_t row : rows) {
    nlohmann::ordered_json record = nlohmann::ordered_json::object();
    for (const TableColumn& column : table.columns) {
      auto& value = record[column.title];
      if (column.isText())
        value = column.texts[row];
      else if (std::isfinite(column.numbers[row]))
        value = column.numbers[row];
    }
    records.push_back(std::move(record));
  }
  return records.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace rnnvis::scene
