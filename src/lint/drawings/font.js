// DejaVu Sans, and the few letters of it that a picture needs: pictures carry them, so that labels fit on every machine.
const { existsSync, readFileSync } = require('node:fs');
const { deflateSync } = require('node:zlib');

const FILE = process.env.LINT_FONT ?? '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';
const MORE_COMPONENTS = 0x20;
const INSTRUCTIONS = 0x100;

/** The whole font, for the page that draws. */
function whole() {
  return face(read(), 'ttf');
}

/** The letters of this text, for the picture. */
function subset(text) {
  const tables = directory(read());
  const letters = [...new Set([...text].map((letter) => letter.codePointAt(0)))].filter((code) => code >= 32 && code < 0xffff).sort((a, b) => a - b);
  const glyphs = new Map([[0, 0]]);
  const codes = letters.map((code) => [code, number(glyphs, lookup(tables, code))]);
  const outlines = [];
  for (const glyph of glyphs.keys()) outlines.push(outline(tables, glyph, glyphs)); // the map grows by components
  return face(woff({ ...metrics(tables, glyphs), ...shapes(tables, outlines), cmap: characters(codes), name: Buffer.from([0, 0, 0, 0, 0, 6]), post: post(tables) }), 'woff');
}

function read() {
  if (!existsSync(FILE)) throw new Error(`The font ${FILE} is missing: install Debian's fonts-dejavu-core, or name another copy with LINT_FONT=/path/DejaVuSans.ttf`);
  return readFileSync(FILE);
}

function face(font, format) {
  const type = format === 'ttf' ? 'truetype' : format;
  return `@font-face{font-family:"DejaVu Sans";src:url(data:font/${format};base64,${font.toString('base64')}) format("${type}")}`;
}

function directory(font) {
  const tables = {};
  for (let at = 12; at < 12 + 16 * font.readUInt16BE(4); at += 16) {
    const start = font.readUInt32BE(at + 8);
    tables[font.toString('latin1', at, at + 4)] = font.subarray(start, start + font.readUInt32BE(at + 12));
  }
  return tables;
}

function number(glyphs, glyph) {
  if (!glyphs.has(glyph)) glyphs.set(glyph, glyphs.size);
  return glyphs.get(glyph);
}

/** The glyph of a character, by the table of format 4 that every TrueType font has; 0 is the empty box. */
function lookup({ cmap }, code) {
  const at = [...Array(cmap.readUInt16BE(2)).keys()].map((n) => cmap.readUInt32BE(8 + 8 * n)).find((offset) => cmap.readUInt16BE(offset) === 4);
  const count = cmap.readUInt16BE(at + 6);
  for (let i = 0; i < count; i += 2) {
    if (code > cmap.readUInt16BE(at + 14 + i)) continue;
    const start = cmap.readUInt16BE(at + 16 + count + i);
    if (code < start) return 0;
    const delta = cmap.readUInt16BE(at + 16 + 2 * count + i);
    const range = at + 16 + 3 * count + i;
    const offset = cmap.readUInt16BE(range);
    const glyph = offset ? cmap.readUInt16BE(range + offset + 2 * (code - start)) : code;
    return glyph ? (glyph + delta) & 0xffff : 0;
  }
  return 0;
}

/** The outline without its hints; what a glyph is made of is renumbered and becomes part of the font. */
function outline({ head, loca, glyf }, glyph, glyphs) {
  const long = head.readUInt16BE(50);
  const offset = (n) => (long ? loca.readUInt32BE(4 * n) : 2 * loca.readUInt16BE(2 * n));
  const data = Buffer.from(glyf.subarray(offset(glyph), offset(glyph + 1)));
  if (!data.length) return data;
  const contours = data.readInt16BE(0);
  if (contours >= 0) {
    const end = 10 + 2 * contours;
    return Buffer.concat([data.subarray(0, end), Buffer.alloc(2), data.subarray(end + 2 + data.readUInt16BE(end))]);
  }
  let at = 10;
  for (let flags = MORE_COMPONENTS; flags & MORE_COMPONENTS; ) {
    flags = data.readUInt16BE(at);
    data.writeUInt16BE(flags & ~INSTRUCTIONS, at);
    data.writeUInt16BE(number(glyphs, data.readUInt16BE(at + 2)), at + 2);
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
  return data.subarray(0, at);
}

function shapes({ head }, outlines) {
  const padded = outlines.map((it) => Buffer.concat([it, Buffer.alloc(-it.length & 3)]));
  const loca = Buffer.alloc(4 * (padded.length + 1));
  padded.reduce((offset, it, n) => loca.writeUInt32BE(offset + it.length, 4 * (n + 1)) && offset + it.length, 0);
  const header = Buffer.from(head);
  header.writeUInt16BE(1, 50);
  return { glyf: Buffer.concat(padded), head: header, loca };
}

function metrics({ hhea, hmtx, maxp, 'OS/2': os2 }, glyphs) {
  const measured = hhea.readUInt16BE(34);
  const widths = Buffer.concat(
    [...glyphs.keys()].map((glyph) => {
      const side = glyph < measured ? 4 * glyph + 2 : 4 * measured + 2 * (glyph - measured);
      const width = 4 * Math.min(glyph, measured - 1);
      return Buffer.concat([hmtx.subarray(width, width + 2), hmtx.subarray(side, side + 2)]);
    }),
  );
  const [across, most] = [Buffer.from(hhea), Buffer.from(maxp)];
  across.writeUInt16BE(glyphs.size, 34);
  most.writeUInt16BE(glyphs.size, 4);
  return { 'OS/2': os2, hhea: across, hmtx: widths, maxp: most };
}

/** One segment for each character. */
function characters(codes) {
  const ends = [...codes, [0xffff, 0]];
  const count = ends.length;
  const words = (of) => ends.map(of);
  const search = 2 ** Math.floor(Math.log2(count));
  const table = [4, 16 + 8 * count, 0, 2 * count, 2 * search, Math.log2(search), 2 * (count - search)];
  table.push(...words(([code]) => code), 0, ...words(([code]) => code), ...words(([code, glyph]) => (glyph - code) & 0xffff), ...words(() => 0));
  const all = [0, 1, 3, 1, 0, 12, ...table];
  const cmap = Buffer.alloc(2 * all.length);
  all.forEach((word, n) => cmap.writeUInt16BE(word, 2 * n));
  return cmap;
}

/** Without the names of glyphs. */
function post({ post: table }) {
  const short = Buffer.from(table.subarray(0, 32));
  short.writeUInt32BE(0x00030000, 0);
  return short;
}

function woff(tables) {
  const names = Object.keys(tables).sort();
  const header = Buffer.alloc(44 + 20 * names.length);
  const bodies = [];
  let at = header.length;
  names.forEach((name, n) => {
    const table = tables[name];
    const small = deflateSync(table, { level: 9 });
    const body = small.length < table.length ? small : table;
    const entry = 44 + 20 * n;
    header.write(name.padEnd(4), entry, 'latin1');
    [at, body.length, table.length, checksum(table)].forEach((word, i) => header.writeUInt32BE(word, entry + 4 + 4 * i));
    bodies.push(body, Buffer.alloc(-body.length & 3));
    at += body.length + (-body.length & 3);
  });
  header.write('wOFF', 0, 'latin1');
  header.writeUInt32BE(0x00010000, 4);
  header.writeUInt32BE(at, 8);
  header.writeUInt16BE(names.length, 12);
  header.writeUInt32BE(names.reduce((sum, name) => sum + 16 + ((tables[name].length + 3) & ~3), 12), 16);
  header.writeUInt16BE(1, 20);
  return Buffer.concat([header, ...bodies]);
}

function checksum(table) {
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
  let sum = 0;
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

module.exports = { subset, whole };
