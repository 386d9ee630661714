package dev.firebreak.engine.members;

import java.util.List;
import org.camunda.bpm.engine.impl.ActivityStatisticsQueryImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.management.ActivityStatistics;

/**
 * The engine's statistics of a model name each activity with a failed job or a stuck step, and count these for the
 * visible processes only: an activity where all numbers are zero would show that a hidden process is stuck there.
 */
class VisibleStatistics extends CommandInterceptor {

    @Override
    @SuppressWarnings("unchecked")
    public <T> T execute(Command<T> command) {
        var result = next.execute(command);
        if (command instanceof ActivityStatisticsQueryImpl && result instanceof List<?> activities) {
            return (T) activities.stream()
                    .filter(activity -> counts((ActivityStatistics) activity))
                    .toList();
        }
        return result;
    }

    private static boolean counts(ActivityStatistics activity) {
        return activity.getInstances() > 0
                || activity.getFailedJobs() > 0
                || activity.getIncidentStatistics().stream().anyMatch(stuck -> stuck.getIncidentCount() > 0);
    }
}
