// Tab "History" of a process instance: what the engine did, and what happened in the incident.
import { incidentOf, json, line, timelineLines, watch } from '/js/webapp-timeline.js';

const SHOWN = 200;

async function activityLines(api, instance) {
  const query = `processInstanceId=${encodeURIComponent(instance)}&sortBy=startTime&sortOrder=desc&maxResults=${SHOWN}`;
  const activities = await json(`${api.engineApi}/history/activity-instance?${query}`);
  return activities.map(activity => line({
    at: activity.startTime,
    what: activity.activityName || activity.activityId,
    who: activity.assignee || activity.activityType,
    mark: activity.canceled ? 'Cancelled' : activity.endTime ? '' : 'Is here now'
  }));
}

export default {
  id: 'firebreak-history',
  pluginPoint: 'cockpit.processInstance.runtime.tab',
  priority: 5,
  label: 'History',
  properties: { label: 'History' },
  render(node, { api, processInstanceId }) {
    this.stop = watch(node, async () => {
      const variables = await json(
        `${api.engineApi}/process-instance/${encodeURIComponent(processInstanceId)}/variables?deserializeValues=false`);
      return [
        ['Activities, the latest first', await activityLines(api, processInstanceId)],
        ...(await timelineLines(incidentOf(variables)))
      ];
    });
  },
  unmount() {
    this.stop?.();
  }
};
