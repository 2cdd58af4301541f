#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rnnvis::gui {

/// What a training run has told (docs/training.md): the picture of it that the window shows.
struct TrainingRecord {
  struct Epoch {
    int number = 0;
    double learningRate = 0;
    double trainLoss = 0, validLoss = 0;  ///< Nats.
    double trainAccuracy = 0, validAccuracy = 0;
    bool isBest = false;  ///< Of all up to it, by the loss on the validation text.
  };
  struct Progress {
    int epoch = 0, epochs = 0;
    double fraction = 0;  ///< Of the whole run.
    double loss = 0;      ///< Nats, of this epoch so far.
    double tokensPerSecond = 0;
    double secondsLeft = 0;
  };
  struct Result {
    QString folder;
    int epoch = 0;  ///< The one whose weights were kept.
    double validLoss = 0, validAccuracy = 0;
    std::optional<double> testLoss, testAccuracy;
  };

  bool isClassifier = false;
  QStringList texts;  ///< "train: 887,521 tokens, 9,999 different, 4.8 % unknown"
  QString network;    ///< "LSTM of 200 and 200 units, 4,653,200 parameters"
  int epochs = 0;     ///< That the run is to go through.
  std::vector<Epoch> done;
  std::optional<Progress> progress;
  std::optional<Result> result;

  /// Takes one line of JSON; what is no event, or one that is not known, changes nothing. An epoch that is
  /// told again takes the place of the one before.
  void add(const QByteArray& line);
};

/// "perplexity 116.2", "accuracy 94.1 %"
QString measureText(bool isClassifier, double loss, double accuracy);

/// What the run is at, for people: "epoch 3 of 13: perplexity 141.2, 7,411 tokens/s, 12 min left".
QString progressText(const TrainingRecord& record);
/// What came of it: "Epoch 11 is the best: …"; empty before.
QString resultText(const TrainingRecord& record);

}  // namespace rnnvis::gui
