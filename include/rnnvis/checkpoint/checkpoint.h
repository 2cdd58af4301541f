#pragma once

#include "rnnvis/checkpoint/array.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace rnnvis::checkpoint {

/// Tokens in index order that a file lists beside its weights, or instead of them.
struct TokenTable {
  std::string name;  ///< Path within the file: "vocab.stoi"; "tokens" where it is the whole file.
  std::vector<std::string> tokens;  ///< An index without a token has the empty string.
};

/// What a weights file holds, whatever wrote it.
struct Checkpoint {
  std::string container;  ///< For people: "PyTorch zip", "safetensors".
  NamedArrays arrays;
  /// What the file says of itself, by key:
  /// - "keras.config": the JSON of the Keras model, where the file has it; "keras.version": "2.4.0".
  /// - "onnx.graph": {"producer", "inputs": [names], "outputs": [names], "nodes": [{"op", "name", "inputs",
  ///   "outputs", "attributes": {name: number, string or list of them}}]}, nodes in the order of the file.
  ///   Initializers and constants are arrays; what a ConstantOfShape repeats is its attribute "value".
  /// - "unsupported": a line for each array that is not read: its name in quotes, why, and what to do.
  /// - of safetensors, the keys of its own metadata.
  std::map<std::string, std::string> metadata;
  std::vector<TokenTable> tokenTables;  ///< Vocabularies found in it.
};

/// Reads the arrays of a weights file. The container is recognised by content, never by suffix. Nothing that
/// the file names is executed: pickles are interpreted as data. Allocates no more than a small multiple of
/// the file's size. Throws Error that names the file, the container and the place in it for a missing,
/// truncated, damaged or unsupported file, and for one without arrays.
Checkpoint readCheckpoint(const std::filesystem::path& path);

/// Whether a file begins like a Python pickle or an archive of torch.save(): then readTokenTables() reads it,
/// else it is text.
bool mayHoldTokenTables(const std::filesystem::path& path);

/// The vocabularies in a pickle or a checkpoint: dictionaries token → index or index → token, lists of tokens
/// under names such as vocab, itos, chars, or alone. Throws Error as readCheckpoint() does, and where there
/// is none.
std::vector<TokenTable> readTokenTables(const std::filesystem::path& path);

}  // namespace rnnvis::checkpoint
