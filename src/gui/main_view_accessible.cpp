#include "main_view_accessible.h"

#include "drawing.h"
#include "main_view.h"
#include "tooltip.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QTextDocumentFragment>

#include <algorithm>
#include <vector>

namespace rnnvis::gui {
namespace {

using scene::Hit;

bool isSelected(const scene::AnalyticState& state, const Hit& hit) {
  const auto isIn = [](const auto& list, auto id) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  const scene::Selection& selection = state.selection;
  if (const auto* word = std::get_if<WordId>(&hit.item)) return isIn(selection.words, *word);
  if (const auto* unit = std::get_if<UnitId>(&hit.item)) return isIn(selection.units, *unit);
  if (const auto* place = std::get_if<scene::TokenPlace>(&hit.item)) return selection.token == *place;
  if (const auto* tag = std::get_if<text::Tag>(&hit.item)) return state.grammar.filter.contains(*tag);
  if (std::holds_alternative<scene::HiddenWords>(hit.item)) return false;
  return hit.chip ? selection.chip == hit.chip : selection.cloud == hit.cloud;
}

/// What an item lies in: a cell in its chip, a word in its cloud, all else in the view.
Hit parentOf(const Hit& hit) {
  const bool isOfCloud =
      std::holds_alternative<WordId>(hit.item) || std::holds_alternative<scene::HiddenWords>(hit.item);
  if (std::holds_alternative<UnitId>(hit.item)) return {{}, hit.chip, {}};
  return isOfCloud ? Hit{{}, {}, hit.cloud} : Hit{};
}

class SceneItem;

/// The view itself.
class ViewInterface : public QAccessibleWidget {
 public:
  explicit ViewInterface(MainView& view)
      : QAccessibleWidget(&view, QAccessible::Chart, view.accessibleName()), m_view(view) {}
  ~ViewInterface() override {
    for (const auto& [hit, id] : m_items) QAccessible::deleteAccessibleInterface(id);
  }

  MainView& view() const { return m_view; }
  std::vector<Hit> itemsIn(const Hit& parent) const {
    const scene::MainScene* scene = m_view.scene();
    return scene ? scene::itemsIn(*scene, parent) : std::vector<Hit>();
  }
  /// The same one for the same thing as long as that is shown.
  QAccessibleInterface* itemOf(const Hit& hit);

  int childCount() const override { return itemCount() + QAccessibleWidget::childCount(); }
  QAccessibleInterface* child(int index) const override {
    const std::vector<Hit> items = itemsIn({});
    const int own = static_cast<int>(items.size());
    if (index >= own) return QAccessibleWidget::child(index - own);
    return index < 0 ? nullptr
                     : const_cast<ViewInterface*>(this)->itemOf(items[static_cast<std::size_t>(index)]);
  }
  int indexOfChild(const QAccessibleInterface* child) const override;
  QAccessibleInterface* childAt(int x, int y) const override {
    const QPoint place = m_view.mapFromGlobal(QPoint(x, y));
    if (!m_view.scene() || !m_view.rect().contains(place)) return nullptr;
    const Hit hit =
        hitTest(*m_view.scene(), m_view.transform().toScene({double(place.x()), double(place.y())}));
    return hit.isNothing() ? QAccessibleWidget::childAt(x, y) : const_cast<ViewInterface*>(this)->itemOf(hit);
  }
  QAccessibleInterface* focusChild() const override {
    const Hit hit = m_view.focused();
    if (!m_view.hasFocus() || hit.isNothing()) return QAccessibleWidget::focusChild();
    return const_cast<ViewInterface*>(this)->itemOf(hit);
  }

 private:
  static constexpr std::size_t mostItems = 8192;

  int itemCount() const { return static_cast<int>(itemsIn({}).size()); }
  void forgetHidden();

  MainView& m_view;
  std::vector<std::pair<Hit, QAccessible::Id>> m_items;  // That were asked for.
};

/// A thing in the view.
class SceneItem : public QAccessibleInterface, public QAccessibleActionInterface {
 public:
  SceneItem(ViewInterface& of, const Hit& hit) : m_of(of), m_hit(hit) {}

  const Hit& hit() const { return m_hit; }

  bool isValid() const override { return view().boxOf(m_hit).has_value(); }
  QObject* object() const override { return nullptr; }
  QWindow* window() const override { return m_of.window(); }
  QAccessibleInterface* parent() const override {
    const Hit parent = parentOf(m_hit);
    return parent.isNothing() ? static_cast<QAccessibleInterface*>(&m_of) : m_of.itemOf(parent);
  }
  int childCount() const override { return static_cast<int>(m_of.itemsIn(m_hit).size()); }
  QAccessibleInterface* child(int index) const override {
    const std::vector<Hit> items = m_of.itemsIn(m_hit);
    const bool exists = index >= 0 && index < static_cast<int>(items.size());
    return exists ? m_of.itemOf(items[static_cast<std::size_t>(index)]) : nullptr;
  }
  int indexOfChild(const QAccessibleInterface* child) const override {
    const auto* item = dynamic_cast<const SceneItem*>(child);
    const std::vector<Hit> items = m_of.itemsIn(m_hit);
    const auto found = item ? std::find(items.begin(), items.end(), item->m_hit) : items.end();
    return found == items.end() ? -1 : static_cast<int>(found - items.begin());
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    for (int i = 0; i < childCount(); ++i)
      if (QAccessibleInterface* item = child(i); item->rect().contains(x, y)) return item;
    return nullptr;
  }

  QString text(QAccessible::Text kind) const override {
    if (!isValid() || (kind != QAccessible::Name && kind != QAccessible::Description)) return {};
    const QString said = tooltipOf(m_hit, *view().scene(), *view().shown());
    QStringList lines = QTextDocumentFragment::fromHtml(said).toPlainText().split('\n');
    if (std::holds_alternative<scene::HiddenWords>(m_hit.item))
      lines.prepend(toQt(view().scene()->clouds[m_hit.cloud->index()].hiddenCount) + " words");
    return kind == QAccessible::Name ? lines.first() : lines.mid(1).join("; ");
  }
  void setText(QAccessible::Text, const QString&) override {}
  QRect rect() const override {
    const auto box = view().boxOf(m_hit);
    return box ? QRect(view().mapToGlobal(box->topLeft().toPoint()), box->size().toSize()) : QRect();
  }
  QAccessible::Role role() const override {
    if (std::holds_alternative<text::Tag>(m_hit.item)) return QAccessible::CheckBox;
    return std::holds_alternative<std::monostate>(m_hit.item) ? QAccessible::List : QAccessible::ListItem;
  }
  QAccessible::State state() const override {
    QAccessible::State state;
    const auto box = view().boxOf(m_hit);
    if (!box) {
      state.invalid = true;
      return state;
    }
    state.selectable = state.focusable = true;
    state.selected = isSelected(view().shown()->state, m_hit);
    state.checkable = role() == QAccessible::CheckBox;
    state.checked = state.checkable && state.selected;
    state.focused = view().hasFocus() && view().focused() == m_hit;
    state.offscreen = !box->intersects(QRectF(view().rect()));
    return state;
  }

  void* interface_cast(QAccessible::InterfaceType type) override {
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface*>(this) : nullptr;
  }
  QStringList actionNames() const override { return {pressAction(), setFocusAction()}; }
  QStringList keyBindingsForAction(const QString&) const override { return {}; }
  void doAction(const QString& name) override {
    if (!isValid()) return;
    if (name == pressAction()) view().choose(m_hit, false);
    if (name != setFocusAction()) return;
    view().setFocus();
    view().focusOn(m_hit);
  }

 private:
  MainView& view() const { return m_of.view(); }

  ViewInterface& m_of;
  Hit m_hit;
};

QAccessibleInterface* ViewInterface::itemOf(const Hit& hit) {
  const auto found =
      std::find_if(m_items.begin(), m_items.end(), [&](const auto& item) { return item.first == hit; });
  if (found != m_items.end()) return QAccessible::accessibleInterface(found->second);
  if (m_items.size() >= mostItems) forgetHidden();
  auto* item = new SceneItem(*this, hit);
  m_items.emplace_back(hit, QAccessible::registerAccessibleInterface(item));
  return item;
}

int ViewInterface::indexOfChild(const QAccessibleInterface* child) const {
  const std::vector<Hit> items = itemsIn({});
  const auto* item = dynamic_cast<const SceneItem*>(child);
  if (!item) {
    const int index = QAccessibleWidget::indexOfChild(child);
    return index < 0 ? -1 : index + static_cast<int>(items.size());
  }
  const auto found = std::find(items.begin(), items.end(), item->hit());
  return found == items.end() ? -1 : static_cast<int>(found - items.begin());
}

void ViewInterface::forgetHidden() {
  std::erase_if(m_items, [&](const auto& item) {
    if (m_view.boxOf(item.first)) return false;
    QAccessible::deleteAccessibleInterface(item.second);
    return true;
  });
}

QAccessibleInterface* make(const QString& className, QObject* object) {
  if (className != QLatin1String("rnnvis::gui::MainView")) return nullptr;
  return new ViewInterface(*static_cast<MainView*>(object));
}

}  // namespace

void makeAccessible() {
  static const bool isDone = (QAccessible::installFactory(make), true);
  static_cast<void>(isDone);
}

void tellFocus(MainView& view, const Hit& hit) {
  if (!QAccessible::isActive()) return;
  auto* of = dynamic_cast<ViewInterface*>(QAccessible::queryAccessibleInterface(&view));
  if (!of) return;
  QAccessibleEvent event(of->itemOf(hit), QAccessible::Focus);
  QAccessible::updateAccessibility(&event);
}

void tellReordered(MainView& view) {
  if (!QAccessible::isActive()) return;
  QAccessibleEvent event(&view, QAccessible::ObjectReorder);
  QAccessible::updateAccessibility(&event);
}

}  // namespace rnnvis::gui
