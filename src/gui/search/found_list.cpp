#include "search/found_list.h"

#include "drawing.h"
#include "fonts.h"
#include "text_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextDocument>

#include <algorithm>

namespace rnnvis::gui {
namespace {

constexpr double type = 12.5, noteType = 11;
constexpr int padding = 7, lineHeight = 18;

/// Title and value in a line, a note or a passage with its hit marked below.
class FoundItemDelegate : public QStyledItemDelegate {
 public:
  explicit FoundItemDelegate(FoundList* list) : QStyledItemDelegate(list), m_list(*list) {}

  void setTheme(const Theme& theme) { m_theme = &theme; }

  QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override {
    const int width = m_list.viewport()->width();
    QTextDocument body;
    int height = 2 * scaled(padding) + scaled(lineHeight);
    if (fill(body, item(index), width)) height += static_cast<int>(body.size().height());
    return {width, height};
  }

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const FoundItem& item = this->item(index);
    const bool isCurrent = option.state & QStyle::State_Selected;
    painter->save();
    if (isCurrent) painter->fillRect(option.rect, m_theme->cell);
    if (isCurrent && (option.state & QStyle::State_HasFocus))
      painter->fillRect(QRect(option.rect.topLeft(), QSize(scaled(3), option.rect.height())), m_theme->ink);
    const int left = scaled(10);
    const QRectF line(option.rect.left() + left, option.rect.top() + scaled(padding),
                      option.rect.width() - 2 * left, scaled(lineHeight));
    const double pixels = type * textScale();
    const QFontMetricsF metrics(gui::font(pixels, true));
    const double valueWidth = QFontMetricsF(gui::font(pixels)).horizontalAdvance(item.value);
    drawText(*painter, line, Qt::AlignLeft | Qt::AlignVCenter,
             metrics.elidedText(item.title, Qt::ElideRight, line.width() - valueWidth - left), pixels,
             m_theme->ink, true);
    const QColor& colour = item.sign == 0 ? m_theme->mutedInk : m_theme->ink;
    drawText(*painter, line, Qt::AlignRight | Qt::AlignVCenter, item.value, pixels, colour);
    if (item.sign != 0) {
      const QRectF mark(line.right() - valueWidth - scaled(14), line.center().y() - scaled(4), scaled(8),
                        scaled(8));
      painter->fillRect(mark, m_theme->ofSign(item.sign));
    }
    QTextDocument body;
    if (fill(body, item, option.rect.width())) {
      painter->translate(line.left(), line.bottom());
      QAbstractTextDocumentLayout::PaintContext context;
      context.palette.setColor(QPalette::Text, m_theme->mutedInk);
      body.documentLayout()->draw(painter, context);
    }
    painter->restore();
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), m_theme->line);
  }

 private:
  const FoundItem& item(const QModelIndex& index) const {
    return m_list.found()[static_cast<std::size_t>(index.row())];
  }

  /// Whether there is anything below the line.
  bool fill(QTextDocument& body, const FoundItem& item, int width) const {
    if (item.hit.isEmpty() && item.note.isEmpty()) return false;
    body.setDocumentMargin(0);
    body.setDefaultFont(gui::font(noteType * textScale()));
    body.setTextWidth(width - 2 * scaled(10));
    if (item.hit.isEmpty())
      body.setPlainText(item.note);
    else
      body.setHtml(
          QStringLiteral("%1<span style=\"color:%4;background-color:%5;font-weight:600\">%2</span>%3")
              .arg(item.before.toHtmlEscaped(), item.hit.toHtmlEscaped(), item.after.toHtmlEscaped(),
                   m_theme->ink.name(), m_theme->line.name()));
    return true;
  }

  FoundList& m_list;
  const Theme* m_theme = &Theme::light();
};

}  // namespace

FoundList::FoundList(QWidget* parent) : QListWidget(parent) {
  setObjectName("searchResults");
  setAccessibleName("What was found");
  setItemDelegate(new FoundItemDelegate(this));
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFrameShape(QFrame::NoFrame);
  connect(this, &QListWidget::itemClicked, this, [this](QListWidgetItem* entry) {
    const FoundItem& item = m_found[static_cast<std::size_t>(row(entry))];
    if (item.word || item.unit) choose(row(entry), QApplication::keyboardModifiers() & Qt::ControlModifier);
  });
  connect(this, &QListWidget::itemDoubleClicked, this, [this](QListWidgetItem* item) {
    if (!m_found[static_cast<std::size_t>(row(item))].sentence.isEmpty()) choose(row(item), false);
  });
}

void FoundList::showItems(const std::vector<FoundItem>& found) {
  clear();
  m_found = found;
  for (const FoundItem& item : m_found) {
    auto* entry = new QListWidgetItem(item.plainText(), this);
    if (item.hit.isEmpty()) entry->setToolTip(item.plainText());
  }
  if (count() > 0) setCurrentRow(0);
}

void FoundList::setTheme(const Theme& theme) {
  static_cast<FoundItemDelegate*>(itemDelegate())->setTheme(theme);
  viewport()->update();
}

void FoundList::choose(int row, bool extend) {
  if (row >= 0) Q_EMIT chosen(m_found[static_cast<std::size_t>(row)], extend);
}

void FoundList::copyCurrent() const {
  if (currentRow() >= 0)
    QApplication::clipboard()->setText(m_found[static_cast<std::size_t>(currentRow())].plainText());
}

void FoundList::copyAll() const {
  QStringList lines;
  for (const FoundItem& item : m_found) lines << item.plainText();
  QApplication::clipboard()->setText(lines.join("\n"));
}

scene::DetailTable FoundList::table() const {
  scene::DetailTable table;
  const auto add = [&](const char* title, auto textOf) {
    scene::TableColumn column{.title = title, .texts = {}, .numbers = {}};
    for (const FoundItem& item : m_found) column.texts.push_back(QString(textOf(item)).toStdString());
    const auto isEmpty = [](const std::string& text) { return text.empty(); };
    if (!std::all_of(column.texts.begin(), column.texts.end(), isEmpty))
      table.columns.push_back(std::move(column));
  };
  add("found", [](const FoundItem& item) { return item.title; });
  add("value", [](const FoundItem& item) { return item.value; });
  add("before", [](const FoundItem& item) { return item.before.trimmed(); });
  add("passage", [](const FoundItem& item) { return item.hit.trimmed(); });
  add("after", [](const FoundItem& item) { return item.after.trimmed(); });
  add("note", [](const FoundItem& item) { return item.note; });
  add("more", [](const FoundItem& item) { return item.more; });
  return table;
}

void FoundList::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copyCurrent();
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
    return choose(currentRow(), event->modifiers() & Qt::ControlModifier);
  QListWidget::keyPressEvent(event);
}

void FoundList::resizeEvent(QResizeEvent* event) {
  QListWidget::resizeEvent(event);
  scheduleDelayedItemsLayout();  // Passages take more lines in a narrower list.
}

void FoundList::contextMenuEvent(QContextMenuEvent* event) {
  const QListWidgetItem* item = itemAt(event->pos());
  if (!item) return;
  auto* menu = new QMenu(this);
  menu->setObjectName("foundMenu");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const int at = row(item);
  const bool isPassage = !m_found[static_cast<std::size_t>(at)].sentence.isEmpty();
  menu->addAction(isPassage ? "&Read it as a sentence\tEnter" : "&Select\tEnter", this,
                  [this, at] { choose(at, false); });
  menu->addAction("&Copy\tCtrl+C", this, &FoundList::copyCurrent);
  menu->addAction("Copy &all", this, &FoundList::copyAll);
  menu->popup(event->globalPos());
}

}  // namespace rnnvis::gui
