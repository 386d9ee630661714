// Tab "History" of a process instance: its activities and the incident's timeline.
import { incidentOf, json, line, timelineLines, watch } from '/js/webapp-timeline.js';

const MAX_ACTIVITIES = 200;

async function activityLines(api, instance) {
  const query = `processInstanceId=${encodeURIComponent(instance)}&sortBy=startTime&sortOrder=desc&maxResults=${MAX_ACTIVITIES}`;
  const activities = await json(`${api.engineApi}/history/activity-instance?${query}`);
  return activities.map(activity => line({
    at: activity.startTime,
    what: activity.activityName || activity.activityId,
    who: activity.assignee || activity.activityType,
    mark: activity.canceled ? 'Cancelled' : activity.endTime ? '' : 'Running'
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
        ['Activities (newest first)', await activityLines(api, processInstanceId)],
        ...(await timelineLines(incidentOf(variables)))
      ];
    });
  },
  unmount() {
    this.stop?.();
  }
};
