#include "target.h"

#include <cstdio>
#include <fstream>

/// `fuzz_NAME --seeds FOLDER` writes the seeds, a file each, instead of fuzzing.
extern "C" int LLVMFuzzerInitialize(int* count, char*** arguments) {
  if (*count != 3 || std::string_view((*arguments)[1]) != "--seeds") return 0;
  const std::filesystem::path folder = (*arguments)[2];
  std::filesystem::create_directories(folder);
  std::size_t number = 0;
  for (const std::string& seed : rnnvis::fuzz::seeds())
    std::ofstream(folder / ("seed-" + std::to_string(number++)), std::ios::binary) << seed;
  std::exit(EXIT_SUCCESS);
}
