// Live update: fetches the page every few seconds and replaces its main part.
const INTERVAL_MS = 5000;

function parse(text) {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** Ids of the expanded details, which stay expanded. */
function expandedDetails(root) {
  return new Set([...root.querySelectorAll('details[open][id]')].map(part => part.id));
}

function replaceMain(page) {
  const old = document.getElementById('live');
  const next = document.adoptNode(page.getElementById('live'));
  const expanded = expandedDetails(old);
  next.querySelectorAll('details[id]').forEach(part => { part.open = part.open || expanded.has(part.id); });
  const focused = document.activeElement && document.activeElement.id;
  const scrolled = [...old.querySelectorAll('.drawing[id]')].map(box => [box.id, box.scrollLeft]);
  old.replaceWith(next);
  scrolled.forEach(([id, left]) => {
    const box = document.getElementById(id);
    if (box) {
      box.scrollLeft = left;
    }
  });
  if (focused && document.getElementById(focused)) {
    document.getElementById(focused).focus({ preventScroll: true });
  }
  document.title = page.title;
}

/** The person whose page this is. In another tab, another person may have logged in since. */
function personOf(page) {
  return page.querySelector('.top .who span').textContent;
}

function update(page) {
  if (personOf(page) === personOf(document)) {
    replaceMain(page);
  } else {
    location.reload();
  }
}

/** Marks the page as out of date. */
function markStale() {
  const asOf = document.getElementById('asof');
  if (asOf && !asOf.classList.contains('alarm')) {
    asOf.classList.add('alarm');
    asOf.append(' · no connection to Firebreak, this page is out of date');
  }
}

async function refresh() {
  if (document.hidden || !window.getSelection().isCollapsed) {
    return;
  }
  try {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (response.redirected || response.status === 401) {
      location.reload();
    } else if (response.ok) {
      update(parse(await response.text()));
    } else {
      markStale();
    }
  } catch (unreachable) {
    markStale();
  }
}

setInterval(refresh, INTERVAL_MS);
document.addEventListener('visibilitychange', refresh);
