// Times on the page: they tick from the server's time, whatever the device's clock says, and are in the reader's zone.

let known = Date.now();
let knownAt = performance.now();
let isExact = false;

/** The server's time in ms. The device only measures what has passed since it was heard. */
export function now() {
  return known + performance.now() - knownAt;
}

/** The server says what time it is, in ms. */
export function setServerTime(ms) {
  known = ms;
  knownAt = performance.now();
  isExact = true;
}

/** The page says when it was made, to the second: enough until the stream says it exactly, and after a long sleep. */
export function setFromPage(page) {
  const made = page.querySelector('#asof time');
  const ms = made ? Date.parse(made.dateTime) : NaN;
  if (!Number.isNaN(ms) && (!isExact || Math.abs(ms - now()) > 5000)) {
    known = ms;
    knownAt = performance.now();
  }
}

function format(options) {
  return new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options });
}

const TIME = { hour: '2-digit', minute: '2-digit' };
const ZONE = { timeZoneName: 'short' };
const CLOCK = format({ ...TIME, second: '2-digit' });
const SHORT = format(TIME);
const CLOCK_ZONE = format({ ...TIME, second: '2-digit', ...ZONE });
const TODAY = format({ ...TIME, ...ZONE });
const OTHER_DAY = format({ day: 'numeric', month: 'short', ...TIME, ...ZONE });
const FULL = format({ day: 'numeric', month: 'short', year: 'numeric', ...TIME, second: '2-digit', ...ZONE });
const DAY = format({ day: 'numeric', month: 'short', year: 'numeric' });

/** The one or two largest units, as the server writes them. */
function length(ms) {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (minutes < 1) {
    return `${seconds} s`;
  }
  if (hours < 1) {
    return `${minutes} min`;
  }
  const rest = (number, unit) => (number === 0 ? '' : ` ${number} ${unit}`);
  return days < 1 ? `${hours} h${rest(minutes % 60, 'min')}` : `${days} d${rest(hours % 24, 'h')}`;
}

function distance(at) {
  const away = at - now();
  return away > 0 ? `in ${length(away)}` : `${length(-away)} ago`;
}

function when(at) {
  return (DAY.format(at) === DAY.format(now()) ? TODAY : OTHER_DAY).format(at);
}

const WORDS = {
  distance,
  when,
  words: at => `${distance(at)} (${when(at)})`,
  clock: at => CLOCK.format(at),
  short: at => SHORT.format(at),
  'clock-zone': at => CLOCK_ZONE.format(at),
  full: at => FULL.format(at),
};

function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function showTime(element) {
  const at = Date.parse(element.dateTime);
  if (!Number.isNaN(at)) {
    setText(element, WORDS[element.dataset.show](at));
    if (element.title) {
      element.title = FULL.format(at);
    }
  }
}

/** How much of the time from one moment to the other is left. Returns whether it has just run out. */
function showBar(bar) {
  const from = Date.parse(bar.dataset.from);
  const until = Date.parse(bar.dataset.until);
  const left = Math.max(0, Math.min(100, Math.round(100 * (until - now()) / Math.max(1, until - from))));
  const hasEnded = bar.value > 0 && left === 0;
  if (bar.value !== left) {
    bar.setAttribute('value', left);
  }
  return hasEnded;
}

/** Writes all times of a page in the reader's zone. Returns whether one of its bars has just run out. */
export function showTimes(page) {
  page.querySelectorAll('time[data-show]').forEach(showTime);
  const zone = TODAY.formatToParts(now()).find(part => part.type === 'timeZoneName').value;
  page.querySelectorAll('[data-zone]').forEach(it => setText(it, zone));
  return [...page.querySelectorAll('progress[data-until]')].map(showBar).some(hasEnded => hasEnded);
}

/** A moment as a sentence says it, such as "13:26 CET". */
export function timeOf(ms) {
  return when(ms);
}
