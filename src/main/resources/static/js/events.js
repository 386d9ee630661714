// The stream of events. A browser opens few connections to a host, so the tabs of a person share one stream: the tab
// that holds the lock reads it and tells the others. Without locks (a page without TLS) only the tab in front reads.

const KINDS = ['opened', 'severity', 'acknowledged', 'commanded', 'update', 'resolved', 'closed', 'changed', 'reset',
  'hello', 'beat', 'output'];

/** The server sends something every 15 s. */
const SILENT_MS = 40000;
const RETRY_MS = 30000;

let heardAt = -Infinity;
let cursor = '';
let source = null;
let channel = null;
let onEvent = null;

/** Whether the stream works, in this tab or another. */
export function isStreaming() {
  return performance.now() - heardAt < SILENT_MS;
}

function hear(event) {
  if (event.kind === 'broken') {
    heardAt = -Infinity;
  } else {
    heardAt = performance.now();
    cursor = event.id || cursor;
  }
  onEvent(event);
}

function tell(event) {
  hear(event);
  if (channel) {
    channel.postMessage(event);
  }
}

function close() {
  if (source) {
    source.close();
    source = null;
  }
}

function open() {
  close();
  const opened = new EventSource('/api/events' + (cursor ? '?after=' + cursor : ''));
  source = opened;
  KINDS.forEach(kind => opened.addEventListener(kind, event => {
    tell({ kind, id: event.lastEventId, ...JSON.parse(event.data) });
  }));
  opened.onerror = () => {
    tell({ kind: 'broken' });
    if (opened.readyState === EventSource.CLOSED && source === opened) { // the browser does not try again
      source = null;
    }
  };
}

/** Opens the stream again if it is closed or silent. */
function keepOpen() {
  if (!source || !isStreaming()) {
    open();
  }
}

function lead() {
  open();
  setInterval(keepOpen, RETRY_MS);
}

/** Only the tab in front reads. */
function followTheFront() {
  const change = () => (document.hidden ? close() : open());
  document.addEventListener('visibilitychange', change);
  setInterval(() => document.hidden || keepOpen(), RETRY_MS);
  change();
}

/** Calls back for each event, from whichever tab. The person names the stream: another one may log in later. */
export function follow(person, callback) {
  onEvent = callback;
  if (!('EventSource' in window)) {
    return;
  }
  if (navigator.locks && 'BroadcastChannel' in window) {
    const name = 'firebreak-events-' + person;
    channel = new BroadcastChannel(name);
    channel.onmessage = message => hear(message.data);
    navigator.locks.request(name, () => {
      lead();
      return new Promise(() => {}); // until the tab is closed
    });
  } else {
    followTheFront();
  }
}
