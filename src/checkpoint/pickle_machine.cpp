#include "pickle_machine.h"

#include "pickle_literal.h"

#include <fmt/format.h>

namespace rnnvis::checkpoint {
namespace {

/// More than any checkpoint has; keeps what a pickle can take to about a gigabyte.
constexpr std::size_t kMostValues = std::size_t{1} << 24;
constexpr unsigned kNewestProtocol = 5;
/// Names are cut here, well above those that have a meaning: a long one in the memo could be repeated by a
/// few bytes.
constexpr std::size_t kLongestName = 100;

}  // namespace

Pickle PickleMachine::run() {
  for (;;) {
    const std::uint8_t code = m_cursor.opcode();
    const auto opcode = static_cast<Opcode>(code);
    if (opcode == Opcode::stop) {
      const Value* root = pop();
      return {std::move(m_values), root, m_cursor.position()};
    }
    const bool known = number(opcode) || text(opcode) || sequence(opcode) || mapping(opcode) ||
                       stack(opcode) || memo(opcode) || object(opcode) || frame(opcode);
    if (!known) m_cursor.refuse(fmt::format("opcode 0x{:02x} is unknown or needs Python itself", code));
  }
}

Value* PickleMachine::make(Value value) {
  if (m_values.size() == kMostValues) m_cursor.refuse("it holds more values than any checkpoint has");
  return &m_values.emplace_back(std::move(value));
}

Value* PickleMachine::top() const {
  if (m_stack.size() == (m_marks.empty() ? 0 : m_marks.back()))
    m_cursor.refuse("a value is missing on the stack");
  return m_stack.back();
}

Value* PickleMachine::pop() {
  Value* value = top();
  m_stack.pop_back();
  return value;
}

Values PickleMachine::popTuple(std::size_t size) {
  Values items(size);
  for (std::size_t i = size; i > 0; --i) items[i - 1] = pop();
  return items;
}

Values PickleMachine::popToMark() {
  if (m_marks.empty()) m_cursor.refuse("a mark is missing on the stack");
  const auto first = m_stack.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
  Values items(first, m_stack.end());
  m_stack.erase(first, m_stack.end());
  m_marks.pop_back();
  return items;
}

const std::string& PickleMachine::popText() {
  const auto* text = pop()->as<Text>();
  if (!text) m_cursor.refuse("a class or function has no name");
  return text->text;
}

void PickleMachine::pushObject(const Value* callable, const Value* arguments) {
  push(Value{std::make_unique<Object>(Object{callable, arguments, nullptr, {}, {}})});
}

bool PickleMachine::stack(Opcode opcode) {
  switch (opcode) {
    case Opcode::mark:
      return m_marks.push_back(m_stack.size()), true;
    case Opcode::popMark:
      return popToMark(), true;
    case Opcode::dup:
      return push(top()), true;
    case Opcode::pop:
      // A mark on top counts as a value.
      if (!m_marks.empty() && m_marks.back() == m_stack.size())
        m_marks.pop_back();
      else
        pop();
      return true;
    default:
      return false;
  }
}

bool PickleMachine::memo(Opcode opcode) {
  switch (opcode) {
    case Opcode::put:
      return memoize(memoIndex(m_cursor.line())), true;
    case Opcode::binPut:
      return memoize(m_cursor.unsignedInteger(1)), true;
    case Opcode::longBinPut:
      return memoize(m_cursor.unsignedInteger(4)), true;
    case Opcode::memoize:
      return memoize(m_memo.size()), true;
    case Opcode::get:
      return recall(memoIndex(m_cursor.line())), true;
    case Opcode::binGet:
      return recall(m_cursor.unsignedInteger(1)), true;
    case Opcode::longBinGet:
      return recall(m_cursor.unsignedInteger(4)), true;
    default:
      return false;
  }
}

bool PickleMachine::object(Opcode opcode) {
  const auto global = [](std::string_view module, std::string_view name) {
    return Value{Global{fmt::format("{}.{}", module.substr(0, kLongestName), name.substr(0, kLongestName))}};
  };
  switch (opcode) {
    case Opcode::global: {
      const std::string_view module = m_cursor.line();
      return push(global(module, m_cursor.line())), true;
    }
    case Opcode::stackGlobal: {
      const std::string& name = popText();
      return push(global(popText(), name)), true;
    }
    case Opcode::reduce:
    case Opcode::newObj: {
      const Value* arguments = pop();
      return pushObject(pop(), arguments), true;
    }
    case Opcode::newObjEx: {
      pop();  // keyword arguments, which no known class takes
      const Value* arguments = pop();
      return pushObject(pop(), arguments), true;
    }
    case Opcode::inst: {
      const std::string_view module = m_cursor.line();
      const Value* callable = make(global(module, m_cursor.line()));
      return pushObject(callable, make(Value{Tuple{popToMark()}})), true;
    }
    case Opcode::obj: {
      Values items = popToMark();
      if (items.empty()) m_cursor.refuse("an object has no class");
      const Value* callable = items.front();
      items.erase(items.begin());
      return pushObject(callable, make(Value{Tuple{std::move(items)}})), true;
    }
    case Opcode::build: {
      const Value* state = pop();
      // Containers can have attributes too (a state_dict its _metadata); they hold no weights.
      if (auto* built = std::get_if<std::unique_ptr<Object>>(&top()->content)) (*built)->state = state;
      return true;
    }
    case Opcode::persId: {
      const Value* id = make(Value{Text{std::string(m_cursor.line())}});
      return push(Value{Persistent{id}}), true;
    }
    case Opcode::binPersId:
      return push(Value{Persistent{pop()}}), true;
    default:
      return false;
  }
}

bool PickleMachine::frame(Opcode opcode) {
  if (opcode == Opcode::proto) {
    const std::uint64_t protocol = m_cursor.unsignedInteger(1);
    if (protocol > kNewestProtocol) m_cursor.refuse(fmt::format("pickle protocol {} is unknown", protocol));
    return true;
  }
  if (opcode == Opcode::frame) {
    if (m_cursor.unsignedInteger(8) > m_cursor.remaining()) m_cursor.refuse("a frame reaches beyond the end");
    return true;
  }
  return false;
}

void PickleMachine::recall(std::uint64_t index) {
  const auto found = m_memo.find(index);
  if (found == m_memo.end()) m_cursor.refuse(fmt::format("memo {} is read before it is written", index));
  push(found->second);
}

std::uint64_t PickleMachine::memoIndex(std::string_view decimal) {
  const auto value = decimalInteger(decimal);
  const auto* index = value ? value->as<std::int64_t>() : nullptr;
  if (!index || *index < 0) m_cursor.refuse("a malformed memo index");
  return static_cast<std::uint64_t>(*index);
}

Pickle unpickle(std::span<const std::byte> bytes) {
  return PickleMachine(bytes).run();
}

}  // namespace rnnvis::checkpoint
