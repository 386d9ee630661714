// The area of a label's text: the viewer wraps it at the width of the label's bounds, centred, from the top.
// Character widths are Arial's, in thousandths of the font size.

const SIZE = 11;
const LINE = 1.2 * SIZE;
const WIDTHS = Object.entries({
  191: "'",
  222: 'ijl',
  278: ' !,./:;\\[]ftI|',
  333: '()-r`{}',
  355: '"',
  500: 'ckvxyszJ',
  584: '+<=>~',
  611: 'FTZ',
  667: '&ABEKPSVXY',
  722: 'wCDHNRU',
  778: 'GOQ',
  833: 'mM',
  889: '%',
  944: 'W',
  1000: '→…—',
  1015: '@',
}).flatMap(([width, letters]) => [...letters].map((letter) => [letter, Number(width)]));
const WIDTH = new Map(WIDTHS);
const USUAL = 556;
/** Kerning pairs, most visible in "Yes". */
const PAIRS = /[TVWY][aeo]|AV|VA|AT|TA|AY|YA/g;
const PAIR = 74;
const NEARLY = 0.5;

/** The bounding box of the text, and the longest word if it doesn't fit and is broken. */
function drawn(text, bounds) {
  const lines = wrap(text, bounds.width);
  const width = Math.min(Math.max(...lines.map(wide)), bounds.width);
  const box = { x: bounds.x + (bounds.width - width) / 2, y: bounds.y, width, height: lines.length * LINE };
  return { ...box, broken: lines.find((line) => wide(line) > bounds.width + NEARLY) };
}

function wrap(text, width) {
  const lines = [''];
  for (const part of text.replace(/\s+/g, ' ').trim().split(/(?<=[ -])/)) {
    const longer = lines.at(-1) + part;
    if (lines.at(-1) && wide(longer.trimEnd()) > width + NEARLY) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trimEnd());
}

function wide(text) {
  const letters = [...text].reduce((sum, letter) => sum + (WIDTH.get(letter) ?? USUAL), 0);
  const pairs = (text.match(PAIRS) ?? []).length * PAIR;
  return (letters - pairs) * (SIZE / 1000);
}

module.exports = { drawn, wide };
