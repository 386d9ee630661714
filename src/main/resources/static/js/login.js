// Links in mails end in #/?task=…. Browsers never send the part after #, so the form's address carries it.
const form = document.getElementById('login');
form.action = '/login' + location.hash;

// Keeps the name in this tab over a refused attempt.
const NAME = 'firebreak-login-name';
form.addEventListener('submit', () => sessionStorage.setItem(NAME, form.elements.username.value));
if (!form.elements.username.value && sessionStorage.getItem(NAME)) {
  form.elements.username.value = sessionStorage.getItem(NAME);
  form.elements.password.focus();
}

// The first request from another site lacks our SameSite=strict cookie even if the user is logged in. A request from
// this page sends the cookie: if it shows a session, go on without login.
const query = new URLSearchParams(location.search);
if (query.has('to') && !query.has('refused') && !query.has('wait')) {
  fetch('/api/me', { headers: { Accept: 'application/json' }, cache: 'no-store' }).then(me => {
    const to = new URL(form.elements.to.value, location.origin);
    if (me.ok && to.origin === location.origin) {
      location.replace(to.pathname + to.search + location.hash);
    }
  });
}
