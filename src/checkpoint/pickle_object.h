#pragma once

#include "budget.h"
#include "pickle_value.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rnnvis::checkpoint {

// What Python would see in the inert values of a pickle.

/// The value under a text key; null without one. The last of several counts, as in Python.
const Value* find(const Entries& entries, std::string_view key);

/// The name of the class or function that makes the object: "torch.nn.modules.rnn.LSTM"; empty where it is
/// not named. Legacy files wrap classes of modules.
std::string_view className(const Object& object);

/// The attributes of an object: its state, or the first of (attributes, slots); null without any.
const Entries* attributesOf(const Object& object);

/// The [key, value] pairs of OrderedDict([[key, value], …]), as Python 2 writes it; null otherwise.
const Values* pairsOf(const Object& object);

/// What TorchScript's annotations of lists and dictionaries stand around; `value` itself otherwise.
const Value& withoutAnnotation(const Value& value);

/// A copy of a byte string, which `budget` is charged for; nothing where `value` is none. Protocols before 3
/// spell it as the call _codecs.encode(text, "latin1"), Python 2 as text.
std::optional<std::vector<std::byte>> byteString(const Value& value, Budget& budget);

/// A component of a path: the key itself, or its place where it is neither text nor integer.
std::string componentOf(const Value& key, std::size_t place);

/// Whether there is anything to be found inside.
bool isCompound(const Value& value);

}  // namespace rnnvis::checkpoint
