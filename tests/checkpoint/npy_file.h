#pragma once

#include "pickle_bytes.h"

#include <string>

namespace rnnvis::test {

/// An .npy file of format `version` with this dictionary and these elements.
inline std::string npyFile(const std::string& dictionary, const std::string& elements, int version = 1) {
  return std::string("\x93NUMPY") + static_cast<char>(version) + '\0' +
         pickle::littleEndian(dictionary.size(), version == 1 ? 2 : 4) + dictionary + elements;
}

inline std::string npyFile(const std::string& descr, const std::string& shape, const std::string& elements,
                           bool columnMajor = false) {
  return npyFile("{'descr': '" + descr + "', 'fortran_order': " + (columnMajor ? "True" : "False") +
                     ", 'shape': " + shape + ", }   \n",
                 elements);
}

}  // namespace rnnvis::test
