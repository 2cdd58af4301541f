#pragma once

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

namespace rnnvis::test {

/// How often each word id occurs in a model's test text, from the tensors `ids` and `counts` (int64) of
/// golden/responses. Reads the container by hand: this layer's tests know no other.
inline std::map<std::int32_t, std::int64_t> goldenCounts(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::uint64_t headerSize = 0;
  file.read(reinterpret_cast<char*>(&headerSize), sizeof headerSize);
  std::string header(headerSize, '\0');
  file.read(header.data(), static_cast<std::streamsize>(headerSize));
  const auto tensors = nlohmann::json::parse(header);
  const auto values = [&](const char* name) {
    const auto& tensor = tensors.at(name);
    REQUIRE(tensor.at("dtype") == "I64");
    std::vector<std::int64_t> numbers(tensor.at("shape").at(0).get<std::size_t>());
    file.seekg(
        static_cast<std::streamoff>(8 + headerSize + tensor.at("data_offsets").at(0).get<std::size_t>()));
    file.read(reinterpret_cast<char*>(numbers.data()),
              static_cast<std::streamsize>(numbers.size() * sizeof(std::int64_t)));
    REQUIRE(file);
    return numbers;
  };
  const auto ids = values("ids");
  const auto counts = values("counts");
  std::map<std::int32_t, std::int64_t> result;
  for (std::size_t i = 0; i < ids.size(); ++i) result[static_cast<std::int32_t>(ids[i])] = counts[i];
  return result;
}

}  // namespace rnnvis::test
