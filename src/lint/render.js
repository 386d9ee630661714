// Renders each file with its viewer in Chromium and takes a screenshot. Works offline: every script is in node_modules.
const { existsSync, mkdirSync, readFileSync } = require('node:fs');
const { basename, dirname, extname, join } = require('node:path');
const { chromium } = require('playwright-core');
const drawings = { '.bpmn': require('./drawings/bpmn'), '.dmn': require('./drawings/dmn'), '.form': require('./drawings/form') };

const CHROMIUM = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

async function main(args) {
  const options = { dark: args.includes('--dark'), formsOnly: args.includes('--form') };
  const [out, ...files] = args.filter((it) => !['--dark', '--form'].includes(it));
  if (!out || !files.length) throw new Error('usage: src/lint/render [--dark] [--form] OUT_DIR FILE...');
  mkdirSync(out, { recursive: true });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? CHROMIUM.find(existsSync), args: FLAGS });
  try {
    for (const file of files.filter((it) => !options.formsOnly || extname(it) === '.form')) await draw(browser, file, out, options);
  } finally {
    await browser.close();
  }
}

async function draw(browser, file, out, { dark }) {
  const drawing = drawings[extname(file)];
  if (!drawing) throw new Error(`${file}: nothing to draw; .bpmn, .dmn or .form`);
  for (const { name, width } of drawing.pictures) {
    const context = await browser.newContext({ deviceScaleFactor: 2, viewport: { width, height: 800 }, offline: true, colorScheme: dark ? 'dark' : 'light' });
    const page = await open(context, drawing);
    const path = join(out, basename(file) + name + '.png');
    try {
      await page.evaluate(drawing.show, { text: readFileSync(file, 'utf8'), dark, sample: drawing.sample?.(file) });
      await page.evaluate(() => document.fonts.ready);
      await page.locator('#canvas').screenshot({ path, animations: 'disabled' });
    } catch (error) {
      throw new Error(`${file}: ${error.message.replace(/^page.evaluate: (Error: )?/, '').split('\n')[0]}`);
    }
    await context.close();
    console.log(path);
  }
}

async function open(context, drawing) {
  const page = await context.newPage();
  await page.setContent('<!doctype html><html><body style="margin:0"><div id="canvas"></div></body></html>');
  for (const style of drawing.styles) await page.addStyleTag({ content: css(require.resolve(style)) });
  if (drawing.font) await page.addStyleTag({ content: drawing.font() });
  await page.addScriptTag({ path: require.resolve(drawing.script) });
  return page;
}

/** A style sheet with embedded fonts, because the page has no base address for relative URLs. */
function css(path) {
  return readFileSync(path, 'utf8').replace(/url\(['"]?([^'")?#]+\.woff2?)[^)]*\)/g, (whole, font) => {
    if (font.startsWith('data:')) return whole;
    return `url(data:font/woff2;base64,${readFileSync(join(dirname(path), font)).toString('base64')})`;
  });
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
