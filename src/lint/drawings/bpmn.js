// Renders the whole diagram with a margin. The bpmn.io licence requires the watermark.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const font = require('./font');

/** What a picture depends on. PicturesTests computes the same, so that a picture of an older model fails the build. */
function drawnFrom(file) {
  const sources = [file, __filename, require.resolve('./font')];
  return createHash('sha256').update(Buffer.concat(sources.map((it) => readFileSync(it)))).digest('hex');
}

module.exports = {
  pictures: [{ name: '', width: 1200 }],
  styles: ['bpmn-js/dist/assets/diagram-js.css', 'bpmn-js/dist/assets/bpmn-js.css', 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'],
  script: require.resolve('bpmn-js/package.json').replace('package.json', 'dist/bpmn-viewer.production.min.js'),

  font: font.whole,

  /** Runs in the browser. DejaVu Sans is wider than the Modeler's Arial, so it is one size smaller here. */
  async show({ text, dark }) {
    const family = '"DejaVu Sans", Verdana, sans-serif';
    await document.fonts.load('11px "DejaVu Sans"');
    const colours = dark ? { defaultFillColor: '#1f2733', defaultStrokeColor: '#d5dce6', defaultLabelColor: '#eef2f7' } : {};
    const container = document.getElementById('canvas');
    container.style.cssText = `width:1200px;height:800px;background:${dark ? '#12171e' : '#fff'}`;
    const viewer = new window.BpmnJS({ container, bpmnRenderer: colours, textRenderer: { defaultStyle: { fontFamily: family, fontSize: 11 }, externalStyle: { fontFamily: family, fontSize: 10 } } });
    await viewer.importXML(text);
    window.drawn = viewer;
    if (dark) container.querySelector('.bjs-powered-by').style.filter = 'invert(.8)';

    const canvas = viewer.get('canvas');
    const margin = 40;
    const { inner } = canvas.viewbox();
    const width = Math.max(inner.width + 2 * margin, 240);
    const height = inner.height + 2 * margin;
    container.style.width = `${width}px`;
    container.style.height = `${height}px`;
    canvas.resized();
    canvas.viewbox({ x: inner.x - margin, y: inner.y - margin, width, height });
  },

  /** The diagram as SVG on white, for documents. Runs in the browser. */
  async vector() {
    const { svg } = await window.drawn.saveSVG();
    const drawn = svg.replace(/<rect class="djs-(hit|outline)[^>]*\/>/g, '').replace(/ (class="djs-[^"]*"|data-element-id="[^"]*"|style="display: block;"|lineHeight="[^"]*")/g, '').replace(/(\d\.\d\d)\d+/g, '$1');
    // The viewer generates new marker ids each time; fixed ids keep the picture stable while the model is unchanged.
    const names = [...new Set([...drawn.matchAll(/ id="([^"]+)"/g)].map((it) => it[1]))];
    const named = names.reduce((text, name, n) => text.replaceAll(name, `m${n}`), drawn);
    return named.replace(/(<svg [^>]*viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"[^>]*>)/, '$1<rect x="$2" y="$3" width="$4" height="$5" fill="#fff"/>');
  },

  /** The vector with the letters that it uses, and with what it was drawn from. */
  finish(svg, file) {
    const letters = svg.replace(/<[^>]*>/g, '').replace(/&[a-z]+;/g, '&<>"\'');
    return svg.replace(/<svg ([^>]*)>/, (whole, attributes) => `<svg data-drawn-from="${drawnFrom(file)}" ${attributes}><style>${font.subset(letters)}</style>`);
  },
};
