#pragma once

namespace rnnvis {

/// Sends the log to standard error, a line an entry ("warning: …"), and nothing to standard output.
void setUpLogging(bool verbose);

}  // namespace rnnvis
