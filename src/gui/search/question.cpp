#include "search/question.h"

#include "drawing.h"

#include "rnnvis/scene/cluster_titles.h"
#include "rnnvis/scene/display_token.h"

#include <QStringList>

namespace rnnvis::gui {
namespace {

constexpr std::size_t mostUnitsTogether = 8;
constexpr Eigen::Index high = 4;  // Of response::quantileLevels: 91 %.

class Asker {
 public:
  explicit Asker(const scene::Workspace& workspace) : m_workspace(workspace) {}

  void askAboutWords(const std::vector<WordId>& words) {
    if (words.empty()) return;
    QStringList names, quoted;
    for (const WordId word : words) {
      names << toQt(scene::displayToken(m_workspace.analysis->tokens[word.index()]));
      quoted << "“" + names.back() + "”";
    }
    if (words.size() == 2)
      search("askSeparate", QStringLiteral("Units that separate %1 from %2").arg(quoted[0], quoted[1]),
             {SearchKind::units, static_cast<int>(UnitsBy::separating), names.join(" / ")});
    search("askAnswers", "Units that answer to " + quoted.join(", "),
           {SearchKind::units, static_cast<int>(UnitsBy::answering), names.join(",")});
    askForTable();
  }

  void askAboutUnits(const std::vector<UnitId>& units, const QString& what) {
    if (units.empty()) return;
    if (units.size() <= mostUnitsTogether) {
      QStringList conditions;
      for (const UnitId unit : units)
        conditions << QStringLiteral("%1>%2").arg(unit.value).arg(presetOf(unit), 0, 'g', 3);
      search("askPassages",
             QStringLiteral("Passages where %1 %2 high").arg(what, units.size() > 1 ? "are" : "is"),
             {SearchKind::passages, 0, conditions.join(" ")});
    }
    switchOff(units, what);
  }

  void askAboutChip(ClusterId chip) {
    const QString what = nameOf(scene::Side::units, chip);
    search("askPassages", QStringLiteral("Passages where %1 is high").arg(what),
           {SearchKind::passages, 0, QStringLiteral("chip %1").arg(chip.value)});
    std::vector<UnitId> units;
    for (const std::int32_t unit : membersOf(*m_workspace.clustering, scene::Side::units, chip))
      units.push_back(UnitId{unit});
    switchOff(units, what);
    askHalves(scene::Side::units, chip);
  }

  void askAboutCloud(ClusterId cloud) {
    const QString what = nameOf(scene::Side::words, cloud);
    search("askAnswers", QStringLiteral("Units that answer to %1").arg(what),
           {SearchKind::units, static_cast<int>(UnitsBy::answering),
            QStringLiteral("cloud %1").arg(cloud.value)});
    askHalves(scene::Side::words, cloud);
    askForTable();
  }

  std::vector<Question> take() { return std::move(m_questions); }

 private:
  void search(const char* name, const QString& text, const SearchRequest& request) {
    m_questions.push_back({Question::Kind::search, text, name, request});
  }
  void switchOff(std::vector<UnitId> units, const QString& what) {
    Question question{Question::Kind::switchOff, QStringLiteral("Switch %1 off").arg(what), "askSwitchOff"};
    question.units = std::move(units);
    m_questions.push_back(std::move(question));
  }
  void askHalves(scene::Side side, ClusterId cluster) {
    Question question{Question::Kind::halves,
                      QStringLiteral("Does %1 hold on the other half?").arg(nameOf(side, cluster)),
                      "askHalves"};
    question.side = side;
    question.cluster = cluster;
    m_questions.push_back(std::move(question));
  }
  void askForTable() {
    m_questions.push_back({Question::Kind::table, "Its numbers as a table, to export as CSV", "askTable"});
  }

  QString nameOf(scene::Side side, ClusterId cluster) const {
    return toQt(scene::referenceTo(*m_workspace.clustering, side, cluster));
  }
  double presetOf(UnitId unit) const {
    const scene::Clustering& clustering = *m_workspace.clustering;
    return double{m_workspace.analysis->layers[clustering.layer.index()]
                      .values.at(clustering.state)
                      .quantiles.matrix()(high, unit.value)};
  }

  const scene::Workspace& m_workspace;
  std::vector<Question> m_questions;
};

QString describe(const std::vector<UnitId>& units) {
  QStringList numbers;
  for (const UnitId unit : units) numbers << QString::number(unit.value);
  return (units.size() == 1 ? "unit " : "units ") + numbers.join(" and ");
}

}  // namespace

std::vector<Question> questionsAbout(const scene::Workspace& workspace, const scene::Selection& selection,
                                     const std::vector<UnitId>& brushed) {
  if (!workspace.analysis || !workspace.clustering) return {};
  const scene::Clustering& clustering = *workspace.clustering;
  const auto exists = [&](scene::Side side, const std::optional<ClusterId>& cluster) {
    return cluster && cluster->value < clustersOf(clustering, side);
  };
  Asker asker(workspace);
  asker.askAboutWords(selection.words);
  if (!selection.units.empty()) asker.askAboutUnits(selection.units, describe(selection.units));
  if (exists(scene::Side::units, selection.chip)) asker.askAboutChip(*selection.chip);
  if (exists(scene::Side::words, selection.cloud)) asker.askAboutCloud(*selection.cloud);
  if (!brushed.empty() && selection.isEmpty())
    asker.askAboutUnits(brushed, brushed.size() == 1
                                     ? describe(brushed)
                                     : QStringLiteral("the %1 lit units").arg(brushed.size()));
  return asker.take();
}

}  // namespace rnnvis::gui
