#include "rnnvis/cli/program.h"

int main(int argc, char** argv) {
  return rnnvis::cli::runProgram(argc, argv);
}
