#include "rnnvis/compare/differences.h"

#include "rnnvis/base/error.h"

#include <utility>

namespace rnnvis::compare {

Differences compareAnalyses(const Subjects& subjects, std::int64_t minimumCount,
                            Attempt<JointReading> joint) {
  Differences result;
  result.joint = std::move(joint);
  result.shared = sharedWords(subjects, minimumCount);
  result.words = compareWords(subjects, result.shared, result.joint ? &*result.joint : nullptr);
  result.wordClusters = compareWordClusters(subjects, result.shared);
  if (result.joint) result.unitClusters = compareUnitClusters(subjects, *result.joint);
  return result;
}

Differences compare(const Subjects& subjects, const CompareOptions& options, const RunControl& control) {
  const double joint = options.predictions ? 0.5 : 1;
  Attempt<JointReading> reading;
  if (options.readJointly) try {
      reading.result = readJointly(subjects, options.joint, control.part(0, joint));
    } catch (const Error& error) {
      reading.problem = error.what();
    }
  Differences result = compareAnalyses(subjects, options.minimumCount, std::move(reading));
  if (options.predictions)
    result.predictions =
        comparePredictions(subjects, options.joint.reading, static_cast<std::size_t>(options.minimumCount),
                           control.part(joint, 1));
  return result;
}

}  // namespace rnnvis::compare
