#include "rnnvis/checkpoint/state_dict.h"

#include "guard.h"
#include "output_array.h"
#include "zip_write.h"

#include "rnnvis/base/file.h"

namespace rnnvis::checkpoint {
namespace {

/// Opcodes of Python's pickle protocol 2, as far as a dictionary of tensors needs them.
class Pickle {
 public:
  void add(std::string_view opcodes) { m_bytes += opcodes; }
  void addGlobal(std::string_view module, std::string_view name) {
    m_bytes += fmt::format("c{}\n{}\n", module, name);
  }
  void addText(std::string_view text) {
    m_bytes += 'X';
    addLittleEndian(text.size(), 4);
    m_bytes += text;
  }
  void addInteger(std::int64_t value) {
    m_bytes += "\x8a\x08";
    addLittleEndian(static_cast<std::uint64_t>(value), 8);
  }
  void addIntegers(std::span<const std::int64_t> values) {
    m_bytes += '(';
    for (std::int64_t value : values) addInteger(value);
    m_bytes += 't';
  }
  const std::string& bytes() const { return m_bytes; }

 private:
  void addLittleEndian(std::uint64_t value, int count) {
    for (int i = 0; i < count; ++i) m_bytes += static_cast<char>(value >> (8 * i));
  }

  std::string m_bytes;
};

std::string_view storageOf(DType type) {
  switch (type) {
    case DType::float64:
      return "DoubleStorage";
    case DType::float32:
      return "FloatStorage";
    case DType::float16:
      return "HalfStorage";
    case DType::bfloat16:
      return "BFloat16Storage";
    case DType::int64:
      return "LongStorage";
    case DType::int32:
      return "IntStorage";
    case DType::int16:
      return "ShortStorage";
    case DType::int8:
      return "CharStorage";
    case DType::uint8:
      return "ByteStorage";
    case DType::boolean:
      break;
  }
  return "BoolStorage";
}

std::vector<std::int64_t> stridesOf(std::span<const std::int64_t> shape) {
  std::vector<std::int64_t> strides(shape.size(), 1);
  for (std::size_t i = shape.size(); i-- > 1;) strides[i - 1] = strides[i] * shape[i];
  return strides;
}

/// torch._utils._rebuild_tensor_v2(storage, 0, shape, strides, False, OrderedDict())
void addTensor(Pickle& pickle, const OutputArray& array, const std::string& key) {
  pickle.addGlobal("torch._utils", "_rebuild_tensor_v2");
  pickle.add("((");
  pickle.addText("storage");
  pickle.addGlobal("torch", storageOf(array.type));
  pickle.addText(key);
  pickle.addText("cpu");
  pickle.addInteger(static_cast<std::int64_t>(array.bytes.size() / sizeOf(array.type)));
  pickle.add("tQ");
  pickle.addInteger(0);
  pickle.addIntegers(array.shape);
  pickle.addIntegers(stridesOf(array.shape));
  pickle.add("\x89");
  pickle.addGlobal("collections", "OrderedDict");
  pickle.add(")RtR");
}

std::string archiveOf(std::span<const OutputArray> arrays) {
  if (arrays.empty()) fail("there are no arrays to write");
  checkOutput(arrays, {});
  Pickle pickle;
  pickle.add("\x80\x02}(");
  std::vector<ZipContents> files(1);
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    const std::string key = std::to_string(i);
    pickle.addText(arrays[i].name);
    addTensor(pickle, arrays[i], key);
    files.push_back({"archive/data/" + key,
                     {reinterpret_cast<const char*>(arrays[i].bytes.data()), arrays[i].bytes.size()}});
  }
  pickle.add("u.");
  files.front() = {"archive/data.pkl", pickle.bytes()};
  files.push_back({"archive/version", "3\n"});
  return zipOf(files);
}

}  // namespace

void writeStateDict(const std::filesystem::path& path, std::span<const OutputArray> arrays) {
  const std::string bytes = guarded(path, "PyTorch zip", [&] { return archiveOf(arrays); });
  writeFileAtomically(path, [&](std::ostream& stream) {
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  });
}

}  // namespace rnnvis::checkpoint
