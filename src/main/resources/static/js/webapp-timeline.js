// Shared by the tabs in Tasklist and Cockpit. Untrusted text is set as text, never as HTML.
const INTERVAL_MS = 10000;
const INCIDENT = /^(INC|DRILL)-[0-9]{8}-[0-9]{6}-[0-9]{3,12}$/;

export async function json(address) {
  const response = await fetch(address, { headers: { Accept: 'application/json' }, cache: 'no-store' });
  if (!response.ok) {
    throw new Error(`${response.status} from ${new URL(address, location.origin).pathname}`);
  }
  return response.json();
}

/** The incident id of a task or process instance, or null. */
export function incidentOf(variables) {
  const value = variables.incidentId?.value;
  return INCIDENT.test(value) ? value : null;
}

function element(name, className, text) {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text ?? '';
  return node;
}

export function line({ at, what, who, mark, details }) {
  const time = element('time', '', new Date(at).toISOString().replace('T', ' ').slice(0, 19) + ' UTC');
  time.dateTime = at;
  const text = element('div', 'text');
  if (mark) {
    text.append(element('div', 'firebreak-mark', mark));
  }
  text.append(element('span', '', what), element('span', 'who', who ? ` · ${who}` : ''));
  if (details) {
    const more = document.createElement('details');
    more.append(element('summary', '', 'Details'), element('pre', '', details));
    text.append(more);
  }
  const item = document.createElement('li');
  item.append(time, text);
  return item;
}

/** The labels of incident.Milestone: a milestone has one name everywhere. */
const MILESTONES = {
  ALERTED: 'Monitoring alert triggered',
  ACKNOWLEDGED: 'First responder acknowledged',
  COMMANDED: 'Incident commander assigned',
  IDENTIFIED: 'Root cause identified',
  MITIGATED: 'Mitigation applied',
  RESTORED: 'Service restored',
  RESOLVED: 'Incident resolved',
};

function milestone(name) {
  return MILESTONES[name] ?? '';
}

/** The timeline as a list of [heading, lines]. */
export async function timelineLines(incident) {
  if (!incident) {
    return [['This process does not belong to an incident.', []]];
  }
  const entries = await json(`/api/incidents/${incident}/timeline`);
  const lines = entries.map(entry => line({ ...entry, mark: milestone(entry.milestone) })).reverse();
  return [[`Timeline of ${incident} (newest first)`, lines]];
}

function show(node, groups) {
  node.replaceChildren(...groups.flatMap(([heading, lines]) => {
    const list = element('ul', 'firebreak-lines');
    list.append(...lines);
    return [element('h4', 'firebreak-note', heading), list];
  }));
}

/** Shows the groups and refreshes them until the returned function is called. */
export function watch(node, read) {
  const refresh = () => {
    if (document.hidden || node.querySelector('details[open]')) {
      return;
    }
    read().then(
      groups => show(node, groups),
      failed => node.replaceChildren(element('p', 'firebreak-note', `Can't load: ${failed.message}`)));
  };
  refresh();
  const timer = setInterval(refresh, INTERVAL_MS);
  return () => clearInterval(timer);
}
