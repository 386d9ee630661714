// A live page: when an event says that something changed, it fetches itself and replaces the parts that changed. A part
// that a person uses stays as it is. Without a stream of events it fetches itself every few seconds.
import { now, setFromPage, setServerTime, showTimes, timeOf } from './clock.js';
import { follow, isStreaming } from './events.js';
import { announce, offerSettings } from './announce.js';

const POLL_MS = 5000;
/** Some things change without an event. */
const STREAMING_MS = 30000;
const HIDDEN_MS = 30000;
/** The process goes on for a moment after what the event said. */
const SETTLE_MS = 4000;
const AWAY_MS = 5000;
/** Under load, a page waits this many times as long as the last refresh took, up to a limit: the network may be slow. */
const WAIT_FACTOR = 20;
const MAX_WAIT_MS = 10000;
/** A page that shows more than the output of one step. */
const OUTPUT_MS = 1500;
const URGENT = ['opened', 'severity', 'reset'];

function parse(text) {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** Whether a person has typed or chosen something in this field. */
function isChanged(field) {
  if (field.type === 'checkbox' || field.type === 'radio') {
    return field.checked !== field.defaultChecked;
  }
  if (field.tagName === 'SELECT') {
    const chosen = [...field.options].findIndex(option => option.defaultSelected);
    return field.selectedIndex !== Math.max(chosen, 0);
  }
  return field.value !== field.defaultValue;
}

/** Whether a person uses a form in this part: it has the focus, typed text, or text that was refused. */
function isInUse(part) {
  const focused = document.activeElement;
  return part.matches('[data-kept]') || part.querySelector('[data-kept]') !== null
    || focused && focused.matches('input, textarea, select') && part.contains(focused)
    || [...part.querySelectorAll('input:not([type=hidden]), textarea, select')].some(isChanged);
}

/** Ids of the expanded details, which stay expanded. */
function keepExpanded(old, next) {
  const expanded = new Set([old, ...old.querySelectorAll('details')].filter(it => it.open && it.id).map(it => it.id));
  [next, ...next.querySelectorAll('details[id]')].filter(it => expanded.has(it.id)).forEach(it => { it.open = true; });
}

/** Replaces the lines of a list that changed, and leaves the others in their place. */
function replaceLines(old, next) {
  const known = new Map([...old.children].map(line => [line.id, line]));
  let at = old.firstElementChild;
  [...next.children].forEach(line => {
    const same = known.get(line.id);
    if (same && same.isEqualNode(line)) {
      if (same === at) {
        at = at.nextElementSibling;
      } else {
        old.insertBefore(same, at);
      }
      return;
    }
    if (same) {
      at = same === at ? at.nextElementSibling : at;
      same.remove();
    }
    old.insertBefore(document.adoptNode(line), at);
  });
  while (at) {
    const gone = at;
    at = at.nextElementSibling;
    gone.remove();
  }
}

function replace(old, next) {
  if (isInUse(old)) {
    return;
  }
  keepExpanded(old, next);
  if (old.isEqualNode(next)) {
    return;
  }
  if (old.matches('[data-lines]')) {
    replaceLines(old, next);
    return;
  }
  const focused = document.activeElement && old.contains(document.activeElement) && document.activeElement.id;
  const scrolled = [...old.querySelectorAll('.drawing[id]')].map(box => [box.id, box.scrollLeft]);
  old.replaceWith(document.adoptNode(next));
  scrolled.forEach(([id, left]) => {
    const box = document.getElementById(id);
    if (box) {
      box.scrollLeft = left;
    }
  });
  if (focused && document.getElementById(focused)) {
    document.getElementById(focused).focus({ preventScroll: true });
  }
}

function parts(root) {
  return [...root.querySelectorAll('[data-live][id]')].filter(part => !part.parentElement.closest('[data-live]'));
}

/** Whether both pages have the same parts, so that each can be replaced by itself. */
function ids(list) {
  return list.map(part => part.id).join(' ');
}

function replaceContent(page) {
  const old = document.getElementById('content');
  const next = page.getElementById('content');
  const current = parts(old);
  const then = parts(next);
  if (current.length > 0 && ids(current) === ids(then)) {
    current.forEach((part, n) => replace(part, then[n]));
  } else if (isInUse(old)) {
    current.filter(part => page.getElementById(part.id)).forEach(part => replace(part, page.getElementById(part.id)));
  } else {
    replace(old, next);
  }
}

/** What the reader looks at stays where it is, whatever is inserted above it. */
function keepPlace(change) {
  const anchor = window.scrollY > 0
    && [...document.querySelectorAll('#content [id]')].find(it => it.getBoundingClientRect().top > 0);
  const before = anchor && anchor.getBoundingClientRect().top;
  change();
  const same = anchor && document.getElementById(anchor.id);
  if (same) {
    window.scrollBy({ top: same.getBoundingClientRect().top - before, behavior: 'instant' });
  }
}

/** The person whose page this is. In another tab, another person may have logged in since. */
function personOf(page) {
  return page.querySelector('.top .who span').textContent;
}

function update(page) {
  if (personOf(page) !== personOf(document)) {
    location.reload();
    return;
  }
  setFromPage(page);
  showTimes(page);
  announce(document, page);
  keepPlace(() => replaceContent(page));
  const asOf = page.getElementById('asof');
  if (asOf) {
    document.getElementById('asof').replaceWith(document.adoptNode(asOf));
  }
  document.title = page.title;
}

let awaySince = null;

function setNotice(text) {
  const notice = document.getElementById('connection');
  notice.hidden = !text;
  if (notice.textContent !== text) {
    notice.textContent = text;
  }
}

/** The server does not answer, or has no database. */
function isAway() {
  awaySince = awaySince || now();
  document.getElementById('asof').classList.add('alarm');
  setNotice(`Server away since ${timeOf(awaySince)}, trying again. What you type stays here.`);
  wish(AWAY_MS);
}

function isBack() {
  awaySince = null;
  setNotice('');
}

/** A session that has ended must not take along what a person has typed. */
function loginAgain() {
  if ([...document.querySelectorAll('form')].some(isInUse)) {
    awaySince = null;
    setNotice('Your login has ended. What you typed stays here: send it, log in, and it is there again.');
  } else {
    location.reload();
  }
}

let timer = null;
let timerAt = Infinity;
let endedAt = -Infinity;
let took = 0;
let settles = false;

/** Refreshes the page in so many ms; sooner if that is wished already, later under load. */
function wish(ms) {
  const at = Math.max(performance.now() + ms, endedAt + Math.min(WAIT_FACTOR * took, MAX_WAIT_MS));
  if (at < timerAt) {
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(refresh, at - performance.now());
  }
}

function wishNext() {
  if (settles) {
    settles = false;
    wish(SETTLE_MS);
  } else {
    wish(document.hidden ? HIDDEN_MS : isStreaming() ? STREAMING_MS : POLL_MS);
  }
}

async function refresh() {
  timerAt = Infinity;
  if (!window.getSelection().isCollapsed) { // a person marks text to copy it
    wish(POLL_MS);
    return;
  }
  const began = performance.now();
  try {
    const response = await fetch(location.href, {
      headers: { Accept: 'text/html' }, cache: 'no-store', signal: AbortSignal.timeout(20000),
    });
    if (response.redirected || response.status === 401) {
      loginAgain();
    } else if (response.ok) {
      const text = await response.text();
      took = performance.now() - began;
      isBack();
      update(parse(text));
    } else {
      isAway();
    }
  } catch (unreachable) {
    isAway();
  }
  endedAt = performance.now();
  wishNext();
}

/** The incident that this page is about; empty if it shows several. */
function subject() {
  return document.getElementById('content').dataset.incident || '';
}

function onEvent(event) {
  if (event.now) {
    setServerTime(event.now);
  }
  if (event.kind === 'beat' || event.kind === 'hello') {
    return;
  }
  if (event.kind === 'broken') {
    wish(POLL_MS);
    return;
  }
  if (event.kind === 'output') {
    onOutput(event);
    return;
  }
  const concerns = !event.incident || !subject() || event.incident === subject();
  if (concerns && (!document.hidden || URGENT.includes(event.kind))) {
    settles = true;
    wish(100 + Math.random() * 400);
  }
}

/** A step of this incident went on. */
function onOutput(event) {
  const { step } = document.getElementById('content').dataset;
  if (!document.hidden && event.incident === subject() && (!step || step === event.step)) {
    wish(step ? 200 : OUTPUT_MS);
  }
}

/** A form that can't reach the server would take what was typed along. */
function keepTyped(event) {
  if (awaySince && event.target.method === 'post') {
    event.preventDefault();
    setNotice(`Not sent: server away since ${timeOf(awaySince)}. What you typed is still here; send it again later.`);
  }
}

function tick() {
  if (!document.hidden && showTimes(document)) {
    wish(1000);
  }
}

document.documentElement.style.overflowAnchor = 'none'; // keepPlace does it, in every browser
setFromPage(document);
showTimes(document);
offerSettings();
setInterval(tick, 1000);
wishNext();
document.addEventListener('submit', keepTyped);
document.addEventListener('visibilitychange', () => { showTimes(document); wish(0); });
follow(personOf(document), onEvent);
