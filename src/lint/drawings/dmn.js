// Renders the first decision table at its natural width, above the watermark (bpmn.io licence).
module.exports = {
  pictures: [{ name: '', width: 1400 }],
  styles: ['diagram-js', 'dmn-js-shared', 'dmn-js-decision-table', 'dmn-font/css/dmn-embedded'].map((name) => `dmn-js/dist/assets/${name}.css`),
  script: require.resolve('dmn-js/package.json').replace('package.json', 'dist/dmn-viewer.production.min.js'),

  /** Runs in the browser. */
  async show({ text, dark }) {
    const container = document.getElementById('canvas');
    container.style.cssText = 'display:inline-block;min-width:600px;padding:16px;background:#fff';
    if (dark) document.documentElement.style.cssText = 'filter:invert(.92) hue-rotate(180deg);background:#fff';
    const viewer = new window.DmnJS({ container });
    await viewer.importXML(text);
    const table = viewer.getViews().find((view) => view.type === 'decisionTable');
    if (!table) throw new Error('no decision table to draw');
    await viewer.open(table);
    container.querySelector('.view-drd')?.remove();
    container.querySelector('.powered-by, [class*=powered-by]').offsetParent.style.paddingBottom = '56px'; // room for the watermark
  },
};
