#pragma once

#include <cstddef>

namespace rnnvis::checkpoint {

/// Limits what this process may use from now on while it reads a file of that size: memory, time, the size of
/// what it writes; no more files, processes or core dumps. Throws Error where the system refuses.
void limitResources(std::size_t fileSize);

/// Leaves this process only the system calls that parsing in memory and writing to descriptors 1 and 2 need:
/// it can no longer open, make, run or connect to anything. Every other call fails with EPERM. Throws Error
/// where the system cannot do it.
void denySystem();

}  // namespace rnnvis::checkpoint
