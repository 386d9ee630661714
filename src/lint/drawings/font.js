// DejaVu Sans for the page that draws, so that labels look the same on every machine.
const { existsSync, readFileSync } = require('node:fs');

const FILE = process.env.LINT_FONT ?? '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf';

/** The whole font. */
function whole() {
  return `@font-face{font-family:"DejaVu Sans";src:url(data:font/ttf;base64,${read().toString('base64')}) format("truetype")}`;
}

function read() {
  if (!existsSync(FILE)) throw new Error(`The font ${FILE} is missing: install Debian's fonts-dejavu-core, or name another copy with LINT_FONT=/path/DejaVuSans.ttf`);
  return readFileSync(FILE);
}

module.exports = { whole };
