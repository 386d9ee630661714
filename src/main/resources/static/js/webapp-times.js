// Tasklist shows process variables in forms as they are, and times there are ISO 8601: for people, they become a distance
// and a time of day in their zone, and durations become words. Fields that a person fills in stay as they are.
import { showTimes } from './clock.js';

const ISO = /\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)|\bP(?=\d|T\d)(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?(?![\w-])/;
const UNITS = { D: 'd', H: 'h', M: 'min', S: 's' };
const FORM = '.fjs-container, .task-form, [cam-tasklist-form]';
const TICK_MS = 15000;

function duration(text) {
  return [...text.matchAll(/(\d+(?:\.\d+)?)([DHMS])/g)].map(([, number, unit]) => `${number} ${UNITS[unit]}`).join(' ');
}

function time(text) {
  const node = document.createElement('time');
  node.dateTime = text;
  node.title = text;
  node.dataset.show = 'words';
  return node;
}

function rewrite(node) {
  let rest = node;
  for (let found = ISO.exec(rest.data); found; found = ISO.exec(rest.data)) {
    const word = rest.splitText(found.index);
    rest = word.splitText(found[0].length);
    word.replaceWith(found[0].startsWith('P') ? duration(found[0]) : time(found[0]));
  }
}

function rewriteForms() {
  document.querySelectorAll(FORM).forEach(form => {
    const walker = document.createTreeWalker(form, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      if (ISO.test(walker.currentNode.data) && !walker.currentNode.parentElement.closest('time, textarea, script')) {
        texts.push(walker.currentNode);
      }
    }
    texts.forEach(rewrite);
    showTimes(form);
  });
}

let isWaiting = false;

/** Once for many changes, before the browser paints. */
function soon() {
  if (!isWaiting) {
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      rewriteForms();
    });
  }
}

new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
setInterval(soon, TICK_MS);
