#pragma once

#include "rnnvis/model/import.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <vector>

namespace rnnvis::gui {

/// Shared, since vocabularies are large.
using Trials = std::shared_ptr<const std::vector<model::Trial>>;

/// Candidate settings and how well each predicts the sample.
class TrialModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { settings, loss, score, accuracy, unknown, skipped, columns };

  using QAbstractTableModel::QAbstractTableModel;

  /// Without a sample only the settings are known.
  void setTrials(const Trials& trials, bool hasSample);
  /// Whether a column says anything of these trials.
  bool isUseful(int column) const;
  /// The settings that all trials share.
  const QString& common() const { return m_common; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : columns; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  void describeTrials();
  QString textAt(std::size_t row, int column) const;

  Trials m_trials = std::make_shared<const std::vector<model::Trial>>();
  QStringList m_settings;  // Of each trial, without what all share.
  QString m_common;
  bool m_hasSample = false;
};

}  // namespace rnnvis::gui
