// Renders the form as Tasklist 7.24 does (form-js 1.8.7), with the variables in samples/NAME.json if present.
const { existsSync, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');

module.exports = {
  pictures: [
    { name: '-desk', width: 900 },
    { name: '-phone', width: 390 },
  ],
  styles: ['@bpmn-io/form-js/dist/assets/form-js.css'],
  script: require.resolve('@bpmn-io/form-js/package.json').replace('package.json', 'dist/form-viewer.umd.js'),

  sample(file) {
    const path = join(__dirname, '../samples', `${basename(file, '.form')}.json`);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  },

  /** Runs in the browser. */
  async show({ text, dark, sample }) {
    const container = document.getElementById('canvas');
    container.style.cssText = 'padding:16px;background:#fff;box-sizing:border-box';
    if (dark) document.documentElement.style.cssText = 'filter:invert(.92) hue-rotate(180deg);background:#fff';
    const form = new window.FormViewer.Form({ container });
    await form.importSchema(JSON.parse(text), sample);
    await new Promise((done) => setTimeout(done, 300));
  },
};
