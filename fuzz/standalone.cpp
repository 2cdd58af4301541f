#include "mutator.h"
#include "target.h"

#include <csignal>
#include <cstdio>

#ifdef RNNVIS_SANITIZED
#include <sanitizer/common_interface_defs.h>
#endif

namespace {

std::size_t current = 0;  ///< Number of the input that is being run.

void reportCurrent() {
  std::fprintf(stderr, "fuzz: failed at input %zu; run that alone with the arguments 1 %zu\n", current,
               current);
}

void run(const std::string& input) {
  // A copy of exactly that size, so that reading beyond the end is seen.
  const std::vector<std::uint8_t> bytes(input.begin(), input.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

/// fuzz_NAME [COUNT [FIRST]]: runs COUNT inputs (10,000) from number FIRST on, the seeds and then mutations
/// of them, each of which depends on its number only.
int main(int count, char** arguments) {
  const std::size_t inputs = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 10000;
  const std::size_t first = count > 2 ? std::strtoull(arguments[2], nullptr, 10) : 0;
#ifdef RNNVIS_SANITIZED
  __sanitizer_set_death_callback(reportCurrent);
#endif
  std::signal(SIGABRT, [](int) { reportCurrent(); });
  const std::vector<std::string> seeds = rnnvis::fuzz::seeds();
  for (current = first; current < first + inputs; ++current) {
    rnnvis::test::Random random(current);
    run(current < seeds.size() ? seeds[current] : rnnvis::fuzz::mutationOf(seeds, random));
  }
  std::printf("%zu inputs, %zu of them seeds\n", inputs, seeds.size());
}
