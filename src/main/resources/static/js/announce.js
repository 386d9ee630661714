// Says what is new: to screen readers always, as a notification and a sound if the person wants it in this browser.

const SETTINGS = ['notify', 'sound'];
const MOST = 3;

let audio = null;

function isOn(setting) {
  return localStorage.getItem('firebreak-' + setting) === 'yes';
}

function beep() {
  if (!audio || audio.state !== 'running') {
    return;
  }
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  volume.gain.setValueAtTime(0.2, audio.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.6);
  tone.frequency.value = 880;
  tone.connect(volume).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.6);
}

/** Browsers allow sound only after a person has used the page. */
function allowSound() {
  audio = audio || new AudioContext();
  audio.resume();
}

function show(item) {
  if (!('Notification' in window) || Notification.permission !== 'granted') {
    return;
  }
  try {
    // Several tabs show the same one once.
    const notification = new Notification('Firebreak', { body: item.dataset.news, tag: item.id });
    notification.onclick = () => {
      window.focus();
      const link = item.querySelector('a[href^="/incidents/"]');
      if (link) {
        location.assign(link.href);
      }
    };
  } catch (onlyFromWorkers) {
    // Chrome on Android shows notifications of service workers only.
  }
}

/** What the new page has and the old one has not. The parts of a new row are no news of their own. */
function fresh(old, page) {
  const known = new Set([...old.querySelectorAll('[data-news][id]')].map(it => it.id));
  return [...page.querySelectorAll('[data-news][id]')]
    .filter(it => !known.has(it.id))
    .filter(it => !it.parentElement.closest('[data-news][id]') || known.has(it.parentElement.closest('[data-news][id]').id));
}

/** Announces what is new on the page. */
export function announce(old, page) {
  const items = fresh(old, page);
  if (items.length === 0) {
    return;
  }
  const words = items.slice(0, MOST).map(it => it.dataset.news);
  const more = items.length > MOST ? [`and ${items.length - MOST} more`] : [];
  document.getElementById('news').textContent = [...words, ...more].join('. ');
  const loud = items.filter(it => it.dataset.loud !== undefined);
  if (loud.length > 0 && isOn('notify')) {
    loud.slice(0, MOST).forEach(show);
  }
  if (loud.length > 0 && isOn('sound')) {
    beep();
  }
}

async function change(setting, box) {
  if (setting === 'notify' && box.checked && await Notification.requestPermission() !== 'granted') {
    box.checked = false;
    document.getElementById('notify-refused').hidden = false;
  }
  if (setting === 'sound' && box.checked) {
    allowSound();
    beep();
  }
  localStorage.setItem('firebreak-' + setting, box.checked ? 'yes' : 'no');
}

/** Shows the settings of this browser. Permission is asked only when a person ticks the box. */
export function offerSettings() {
  const settings = document.getElementById('browser-settings');
  if (!settings) {
    return;
  }
  settings.hidden = false;
  SETTINGS.forEach(setting => {
    const box = document.getElementById(setting + '-here');
    box.disabled = setting === 'notify' && !('Notification' in window);
    box.checked = isOn(setting) && (setting !== 'notify' || 'Notification' in window && Notification.permission === 'granted');
    box.addEventListener('change', () => change(setting, box));
  });
  if (isOn('sound')) {
    ['pointerdown', 'keydown'].forEach(use => document.addEventListener(use, allowSound, { once: true }));
  }
}
