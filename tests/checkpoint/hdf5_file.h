#pragma once

#include "temporary_folder.h"

#include <hdf5.h>

#include <catch2/catch.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace rnnvis::test {

/// Writes an HDF5 file by the library that the product keeps in a process of its own. Paths are full, without
/// the leading slash; groups on the way are made.
class Hdf5File {
 public:
  explicit Hdf5File(const std::filesystem::path& path, bool tracked = false)
      : m_file(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT)),
        m_linkProperties(H5Pcreate(H5P_LINK_CREATE)),
        m_tracked(tracked) {
    REQUIRE(m_file >= 0);
    H5Pset_create_intermediate_group(m_linkProperties, 1);
  }
  ~Hdf5File() {
    H5Pclose(m_linkProperties);
    H5Fclose(m_file);
  }
  Hdf5File(const Hdf5File&) = delete;
  Hdf5File& operator=(const Hdf5File&) = delete;

  hid_t id() const { return m_file; }

  void group(const std::string& path) {
    const hid_t properties = H5Pcreate(H5P_GROUP_CREATE);
    if (m_tracked) H5Pset_link_creation_order(properties, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED);
    const hid_t made = H5Gcreate2(m_file, path.c_str(), m_linkProperties, properties, H5P_DEFAULT);
    REQUIRE(made >= 0);
    H5Gclose(made);
    H5Pclose(properties);
  }

  /// `memory` is the type of what lies at `elements`, `stored` the file's. A shape with `chunk` extents is
  /// cut into chunks of them, shuffled and deflated.
  void dataset(const std::string& path, hid_t stored, hid_t memory, const std::vector<hsize_t>& shape,
               const void* elements, const std::vector<hsize_t>& chunk = {}) {
    const hid_t space = H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr);
    const hid_t properties = H5Pcreate(H5P_DATASET_CREATE);
    if (!chunk.empty()) {
      H5Pset_chunk(properties, static_cast<int>(chunk.size()), chunk.data());
      H5Pset_shuffle(properties);
      H5Pset_deflate(properties, 6);
    }
    const hid_t made =
        H5Dcreate2(m_file, path.c_str(), stored, space, m_linkProperties, properties, H5P_DEFAULT);
    REQUIRE(made >= 0);
    if (elements) REQUIRE(H5Dwrite(made, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, elements) >= 0);
    H5Dclose(made);
    H5Pclose(properties);
    H5Sclose(space);
  }

  void floats(const std::string& path, const std::vector<hsize_t>& shape,
              const std::vector<float>& elements) {
    dataset(path, H5T_IEEE_F32LE, H5T_NATIVE_FLOAT, shape, elements.data());
  }

  /// A list of strings of fixed length, as Keras writes names; `path` "" is the root.
  void strings(const std::string& path, const std::string& name, const std::vector<std::string>& values) {
    std::size_t length = 1;
    for (const std::string& value : values) length = std::max(length, value.size());
    std::string padded;
    for (const std::string& value : values) padded += value + std::string(length - value.size(), '\0');
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, length);
    H5Tset_strpad(type, H5T_STR_NULLPAD);
    const hsize_t count = values.size();
    const hid_t space = H5Screate_simple(1, &count, nullptr);
    attribute(path, name, values.empty() ? H5T_NATIVE_DOUBLE : type, space, padded.data());
    H5Sclose(space);
    H5Tclose(type);
  }

  /// One string of variable length.
  void text(const std::string& path, const std::string& name, const std::string& value) {
    const hid_t type = H5Tcopy(H5T_C_S1);
    H5Tset_size(type, H5T_VARIABLE);
    const hid_t space = H5Screate(H5S_SCALAR);
    const char* pointer = value.c_str();
    attribute(path, name, type, space, &pointer);
    H5Sclose(space);
    H5Tclose(type);
  }

 private:
  hid_t m_file;
  hid_t m_linkProperties;
  bool m_tracked;

  void attribute(const std::string& path, const std::string& name, hid_t type, hid_t space,
                 const void* value) {
    const hid_t object = H5Oopen(m_file, ("/" + path).c_str(), H5P_DEFAULT);
    REQUIRE(object >= 0);
    const hid_t made = H5Acreate2(object, name.c_str(), type, space, H5P_DEFAULT, H5P_DEFAULT);
    REQUIRE(made >= 0);
    REQUIRE(H5Awrite(made, type, value) >= 0);
    H5Aclose(made);
    H5Oclose(object);
  }
};

}  // namespace rnnvis::test
