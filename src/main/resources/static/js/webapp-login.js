// There is one login, and it is ours. Where a webapp would show its own form, because the session ended, the page is
// loaded again: the server then asks for the login and leads back here, deep link included.
const AGAIN_AFTER = 5000;
const MARK = 'firebreak-login-asked';

function isOwnLogin(address) {
  return new URL(address).hash.startsWith('#/login');
}

/** Not twice in a row, whatever a webapp does: no page that loads itself for ever. */
function mayReload() {
  const last = Number(sessionStorage.getItem(MARK) || 0);
  sessionStorage.setItem(MARK, String(Date.now()));
  return Date.now() - last > AGAIN_AFTER;
}

let leaving = false;

function leaveOwnLogin(before) {
  if (leaving) {
    return;
  }
  leaving = true;
  if (!mayReload()) {
    location.assign('/');
    return;
  }
  const back = new URL(before);
  history.replaceState(null, '', back.pathname + back.search + (isOwnLogin(before) ? '' : back.hash));
  location.reload();
}

addEventListener('hashchange', event => {
  if (isOwnLogin(event.newURL)) {
    leaveOwnLogin(event.oldURL);
  }
});
if (isOwnLogin(location.href)) {
  leaveOwnLogin(location.href);
}
