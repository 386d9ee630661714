// Keeps a page fresh: fetches it again every few seconds and exchanges what changed.
const EVERY = 5000;

function fresh(text) {
  return new DOMParser().parseFromString(text, 'text/html');
}

/** What a person opened stays open. */
function openParts(root) {
  return new Set([...root.querySelectorAll('details[open][id]')].map(part => part.id));
}

function exchange(page) {
  const old = document.getElementById('live');
  const next = document.adoptNode(page.getElementById('live'));
  const open = openParts(old);
  next.querySelectorAll('details[id]').forEach(part => { part.open = part.open || open.has(part.id); });
  const focused = document.activeElement && document.activeElement.id;
  old.replaceWith(next);
  if (focused && document.getElementById(focused)) {
    document.getElementById(focused).focus({ preventScroll: true });
  }
  document.title = page.title;
}

/** An old page must not look like a fresh one. */
function stale() {
  const asOf = document.getElementById('asof');
  if (asOf && !asOf.classList.contains('alarm')) {
    asOf.classList.add('alarm');
    asOf.append(' · no connection to Firebreak, this page is not up to date');
  }
}

async function refresh() {
  if (document.hidden || !window.getSelection().isCollapsed) {
    return;
  }
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (answer.redirected || answer.status === 401) {
      location.reload();
    } else if (answer.ok) {
      exchange(fresh(await answer.text()));
    } else {
      stale();
    }
  } catch (unreachable) {
    stale();
  }
}

setInterval(refresh, EVERY);
document.addEventListener('visibilitychange', refresh);
