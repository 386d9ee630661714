// The cards of the task list: what an incident is, as its sender wrote it. The variable is escaped for the Markdown of the forms.

const CARD_VALUES = '.task-card-details .variable-value';
const ESCAPED = /\\([\\`*_[\]|~/.#+=()-])|&(amp|lt|gt|#64);/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', '#64': '@' };

/** What each text node shows by this script, so that no text is changed twice. */
const written = new WeakMap();

function plain(text) {
  return text.replace(ESCAPED, (all, sign, entity) => sign ?? ENTITIES[entity]);
}

function show(value) {
  const texts = document.createTreeWalker(value, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (written.get(node) !== node.data && plain(node.data) !== node.data) {
      node.data = plain(node.data);
      written.set(node, node.data);
    }
  }
}

new MutationObserver(() => document.querySelectorAll(CARD_VALUES).forEach(show))
  .observe(document.documentElement, { childList: true, subtree: true, characterData: true });
