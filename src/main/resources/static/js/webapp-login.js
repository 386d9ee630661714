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
