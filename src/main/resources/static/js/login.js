// Links from mails end in #/?task=…: the part after # never reaches the server, so it travels along here.
const form = document.getElementById('login');
form.action = '/login' + location.hash;

// A link from another site arrives without our cookie, although the person is logged in. This page is ours: ask again.
const asked = new URLSearchParams(location.search);
if (asked.has('to') && !asked.has('refused')) {
  fetch('/api/me', { headers: { Accept: 'application/json' }, cache: 'no-store' }).then(me => {
    const to = new URL(form.elements.to.value, location.origin);
    if (me.ok && to.origin === location.origin) {
      location.replace(to.pathname + to.search + location.hash);
    }
  });
}
