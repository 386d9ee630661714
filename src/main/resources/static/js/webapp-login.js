// Replaces the webapps' own login forms by Firebreak's login page. When a session has ended, reloads the page: the server
// redirects to the login page and, after login, back to the deep link.
const RELOAD_INTERVAL_MS = 5000;
const LAST_RELOAD = 'firebreak-login-asked';

function isWebappLogin(address) {
  return new URL(address).hash.startsWith('#/login');
}

/** Prevents a reload loop: at most one reload within the interval. */
function mayReload() {
  const last = Number(sessionStorage.getItem(LAST_RELOAD) || 0);
  sessionStorage.setItem(LAST_RELOAD, String(Date.now()));
  return Date.now() - last > RELOAD_INTERVAL_MS;
}

let leaving = false;

function leaveWebappLogin(before) {
  if (leaving) {
    return;
  }
  leaving = true;
  if (!mayReload()) {
    location.assign('/');
    return;
  }
  const back = new URL(before);
  history.replaceState(null, '', back.pathname + back.search + (isWebappLogin(before) ? '' : back.hash));
  location.reload();
}

addEventListener('hashchange', event => {
  if (isWebappLogin(event.newURL)) {
    leaveWebappLogin(event.oldURL);
  }
});
if (isWebappLogin(location.href)) {
  leaveWebappLogin(location.href);
}

// A tab acts for the person who opened it and for no other. The server refuses its calls once another person has logged in
// in another tab; when the user comes back to this tab, it loads again.
const PERSON_HEADER = 'X-Firebreak-Person';
let person = null;

const plainFetch = window.fetch.bind(window);

async function loggedIn() {
  const response = await plainFetch('/api/me', { headers: { Accept: 'application/json' }, cache: 'no-store' });
  return response.ok ? (await response.json()).id : null;
}

function callsServer(address) {
  return new URL(address, location.href).origin === location.origin;
}

const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function openWithPerson(method, address, ...more) {
  open.call(this, method, address, ...more);
  if (person && callsServer(address)) {
    this.setRequestHeader(PERSON_HEADER, person);
  }
};

window.fetch = (input, init) => {
  const request = new Request(input, init);
  if (person && callsServer(request.url)) {
    request.headers.set(PERSON_HEADER, person);
  }
  return plainFetch(request);
};

async function reloadForAnotherPerson() {
  const now = await loggedIn();
  if (person && now && now !== person) {
    location.reload();
  }
}

loggedIn().then(id => { person = id; });
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) {
    reloadForAnotherPerson();
  }
});
