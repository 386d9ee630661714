// Renders the whole diagram with a margin. The bpmn.io licence requires the watermark.
const font = require('./font');

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
};
