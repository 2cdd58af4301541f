#pragma once

#include "pickle.h"
#include "pickle_cursor.h"
#include "pickle_opcode.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rnnvis::checkpoint {

/// The stack machine that a pickle is a program for, with every call left out.
class PickleMachine {
 public:
  explicit PickleMachine(std::span<const std::byte> bytes) : m_cursor(bytes) {}

  /// Runs up to STOP. Throws Error as unpickle() does.
  Pickle run();

 private:
  // Each of these executes an opcode of its group; false where it is of another group.
  bool number(Opcode opcode);
  bool text(Opcode opcode);
  bool sequence(Opcode opcode);
  bool mapping(Opcode opcode);
  bool stack(Opcode opcode);
  bool memo(Opcode opcode);
  bool object(Opcode opcode);
  bool frame(Opcode opcode);

  Value* make(Value value);
  void push(Value* value) { m_stack.push_back(value); }
  void push(Value value) { push(make(std::move(value))); }
  void push(std::optional<Value> value) {
    if (!value) m_cursor.refuse("a malformed number or string");
    push(std::move(*value));
  }
  void pushText(std::string_view characters) { push(Value{Text{std::string(characters)}}); }
  void pushBytes(std::string_view bytes) { push(Value{Bytes{std::string(bytes)}}); }

  /// The top of the stack above the last mark.
  Value* top() const;
  Value* pop();
  Values popTuple(std::size_t size);
  Values popToMark();

  const std::string& popText();
  void pushObject(const Value* callable, const Value* arguments);
  void appendTo(Value& target, const Values& added);
  void insertInto(Value& target, const Values& keysAndValues);
  void memoize(std::uint64_t index) { m_memo[index] = top(); }
  void recall(std::uint64_t index);
  std::uint64_t memoIndex(std::string_view decimal);

  PickleCursor m_cursor;
  std::deque<Value> m_values;
  std::vector<Value*> m_stack;
  std::vector<std::size_t> m_marks;  ///< Heights of the stack.
  std::unordered_map<std::uint64_t, Value*> m_memo;
};

}  // namespace rnnvis::checkpoint
