package dev.firebreak.report.figure;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * The figures of one month in UTC. An incident belongs to the month in which it was opened. Drills, samples, merged,
 * cancelled and members-only incidents don't count.
 *
 * @param bySeverity P1 to P5, and {@code none} for incidents without an assessment
 * @param repeats incidents of the same service and cause as an earlier one of the last days
 * @param repeatsByAlert incidents with an alert that an earlier one of the last days had, too
 * @param repeated incidents that are repeats in either way: what the repeat rate is about
 * @param detect from the first alert's start to the opening (MTTD)
 * @param acknowledge from the opening to the first acknowledgement (MTTA)
 * @param mitigate from the opening to the first mitigation (MTTM)
 * @param resolve from the opening to the resolution (MTTR)
 * @param slas one for each severity; JSON, in the API and in the store, has them as {@code promises}
 * @param causes the most frequent root causes
 * @param postMortemsCompleted final post-mortems of this month
 * @param actionsCompleted action items that were closed in this month
 */
public record MonthFigures(
        YearMonth month,
        int incidents,
        Map<String, Integer> bySeverity,
        int customerImpacting,
        int repeats,
        int repeatsByAlert,
        int repeated,
        TimeFigure detect,
        TimeFigure acknowledge,
        TimeFigure mitigate,
        TimeFigure resolve,
        Alerts alerts,
        @JsonProperty("promises") List<Sla> slas,
        List<Cause> causes,
        int postMortemsCompleted,
        int actionsCompleted) {

    /** The same with what was completed in the month. */
    public MonthFigures with(int postMortems, int actions) {
        return new MonthFigures(
                month,
                incidents,
                bySeverity,
                customerImpacting,
                repeats,
                repeatsByAlert,
                repeated,
                detect,
                acknowledge,
                mitigate,
                resolve,
                alerts,
                slas,
                causes,
                postMortems,
                actions);
    }

    /**
     * Alerts and pages.
     *
     * @param perIncident the mean number of alerts of an incident that has any; null without one
     * @param noisyPages pages of incidents that ended and needed no action; cancelled incidents count here
     */
    public record Alerts(int alerts, Double perIncident, int pages, int noisyPages) {}

    /**
     * Whether incidents of a severity were acknowledged in time (SLA).
     *
     * @param met acknowledged at the deadline or before it
     * @param missed acknowledged later, or not yet although the deadline is over
     */
    public record Sla(String severity, int met, int missed) {

        /** In percent; null if nothing was promised. */
        public Double metPercent() {
            return met + missed == 0 ? null : Math.round(1_000.0 * met / (met + missed)) / 10.0;
        }
    }

    /** A root cause and how many incidents it had. */
    public record Cause(String cause, int incidents) {}
}
