// Live update: fetches the page every few seconds and replaces the parts that changed. A part with a form that a person
// uses stays as it is. What is new is said to screen readers.
const SEEN_MS = 5000;
const HIDDEN_MS = 30000;

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

function replace(old, next) {
  if (isInUse(old)) {
    return;
  }
  const adopted = document.adoptNode(next);
  keepExpanded(old, adopted);
  if (old.isEqualNode(adopted)) {
    return;
  }
  const focused = document.activeElement && old.contains(document.activeElement) && document.activeElement.id;
  const scrolled = [...old.querySelectorAll('.drawing[id]')].map(box => [box.id, box.scrollLeft]);
  old.replaceWith(adopted);
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
  const now = parts(old);
  const then = parts(next);
  if (now.length > 0 && ids(now) === ids(then)) {
    now.forEach((part, n) => replace(part, then[n]));
  } else if (isInUse(old)) {
    now.filter(part => page.getElementById(part.id)).forEach(part => replace(part, page.getElementById(part.id)));
  } else {
    replace(old, next);
  }
}

function news(root) {
  return [...root.querySelectorAll('[data-news]')];
}

/** Says what is new in the live region. */
function announce(page) {
  const known = new Set(news(document).map(it => it.id));
  const fresh = news(page).filter(it => !known.has(it.id)).slice(0, 3).map(it => it.dataset.news);
  if (fresh.length > 0) {
    document.getElementById('news').textContent = fresh.join('. ');
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
  announce(page);
  replaceContent(page);
  const asOf = page.getElementById('asof');
  if (asOf) {
    document.getElementById('asof').replaceWith(document.adoptNode(asOf));
  }
  document.title = page.title;
}

/** Marks the page as out of date. */
function markStale() {
  const asOf = document.getElementById('asof');
  if (asOf && !asOf.classList.contains('alarm')) {
    asOf.classList.add('alarm');
    asOf.append(' · no connection to Firebreak, this page is out of date');
  }
}

/** A session that has ended must not take along what a person has typed. */
function loginAgain() {
  if ([...document.querySelectorAll('form')].some(isInUse)) {
    markStale();
  } else {
    location.reload();
  }
}

let last = Date.now();

async function refresh() {
  if (!window.getSelection().isCollapsed || document.hidden && Date.now() - last < HIDDEN_MS) {
    return;
  }
  last = Date.now();
  try {
    const response = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (response.redirected || response.status === 401) {
      loginAgain();
    } else if (response.ok) {
      update(parse(await response.text()));
    } else {
      markStale();
    }
  } catch (unreachable) {
    markStale();
  }
}

setInterval(refresh, SEEN_MS);
document.addEventListener('visibilitychange', refresh);
