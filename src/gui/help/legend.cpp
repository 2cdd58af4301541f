#include "help/legend.h"

#include "text_scale.h"

#include <QTextBrowser>
#include <QVBoxLayout>

namespace rnnvis::gui {
namespace {

constexpr char text[] = R"(
<h3>Chips and cells</h3>
<p><b>Chip</b>: a group of hidden units that answer alike. <b>Cell</b>: a unit. Without a selection its grey is η², the share of the
variance of its responses Δs that the word explains.</p>
<p>With a word selected, a cell is [+] where the unit’s mean response ŝ to the word is positive, [−] and marked by a minus where it is
negative. Hollow: not distinguishable from the unit’s mean response. With a token selected it is the response at that place.</p>
<h3>Word clouds</h3>
<p>A group of words that units answer to alike; the larger a word, the closer to the centre of its group. With a unit selected, words
are [+] or [−] by its mean response to them.</p>
<h3>Edges</h3>
<p>The mean response of a chip’s units to a cloud’s words, e = mean of ŝ(w)<sub>u</sub>. [+] solid: positive. [−] dashed: negative. Width: its
size, 10 pixels for the strongest.</p>
<h3>Sentences</h3>
<p>A glyph a token, a bar a chip. Box: the sums of positive (up) and negative (down) values of the chip’s units by their number. Hats:
what the token changed, [+] more positive, [−] more negative. Tick on the line above: the share kept, β / (α₊ − α₋). At the right: what
the model expects next. Bar under a token, where it is shown: what the token adds to the score of the chosen output.</p>
<h3>Details of words</h3>
<p>A unit a column. Line: mean response. Dark band: 25 to 75 %. Light band: 9 to 91 % of the occurrences. Dots: the response at the selected
token.</p>
<h3>Details of units</h3>
<p>A word a row, strongest first. Box: 25 to 75 %, whiskers: 9 to 91 %, line: median. Dot and bar: mean and its 95 % interval. At the right:
how often it occurs. <i>Parts</i>: written (full) and erased (hollow) share of the response.</p>
<h3>Comparisons</h3>
<p>Both halves have one scale unless the heading says otherwise; what is selected on one side is selected on the other, where it is
there.</p>)";

}  // namespace

Legend::Legend(QWidget* parent) : QDialog(parent), m_text(new QTextBrowser) {
  setObjectName("legend");
  setWindowTitle("Legend — RNNVis");
  setAttribute(Qt::WA_DeleteOnClose);
  m_text->setObjectName("legendText");
  m_text->setAccessibleName("Legend");
  m_text->setFrameShape(QFrame::NoFrame);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(m_text);
  resize(scaled(620), scaled(680));
}

void Legend::setTheme(const Theme& theme) {
  const auto swatch = [](const QColor& colour, const char* name) {
    return QStringLiteral("<span style=\"background-color:%1\">&nbsp;&nbsp;&nbsp;</span> %2")
        .arg(colour.name(), name);
  };
  const bool isOrange = theme.positive == Theme::light().positive || theme.positive == Theme::dark().positive;
  m_text->setHtml(QString::fromUtf8(text)
                      .replace("[+]", swatch(theme.positive, isOrange ? "orange" : "green"))
                      .replace("[−]", swatch(theme.negative, isOrange ? "blue" : "purple")));
}

}  // namespace rnnvis::gui
