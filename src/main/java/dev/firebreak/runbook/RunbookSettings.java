package dev.firebreak.runbook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What steps are allowed to do (guarantees.md "Step policy").
 *
 * @param effects whether steps may change anything; the target must be live, too
 * @param fourEyes what happens if people approve their own request: {@code enforce} refuses the approval, {@code warn}
 *     records it
 * @param approvalValid how long an approval is valid
 * @param stepLease how long a running step keeps its lease without a sign of life from its node
 * @param budget limits disruptive and destructive steps; an undo does not count
 */
@ConfigurationProperties("firebreak")
public record RunbookSettings(
        @DefaultValue("dry-run") Effects effects,
        @DefaultValue("enforce") FourEyes fourEyes,
        @DefaultValue("15m") Duration approvalValid,
        @DefaultValue("30s") Duration stepLease,
        @DefaultValue Budget budget) {

    /** Whether steps change anything. */
    enum Effects {
        DRY_RUN,
        LIVE
    }

    /** What happens if people approve their own request. */
    public enum FourEyes {
        ENFORCE,
        WARN
    }

    /**
     * How many disruptive steps may begin.
     *
     * @param perIncident in one incident
     * @param perTargetAndHour on one target within an hour
     * @param inTenMinutes in all incidents together within ten minutes
     */
    public record Budget(
            @DefaultValue("3") int perIncident,
            @DefaultValue("2") int perTargetAndHour,
            @DefaultValue("10") int inTenMinutes) {}

    /** How long an approval counts, as a form says it: "15 minutes". */
    public String approvalValidFor() {
        var seconds = approvalValid.toSeconds();
        if (seconds % 60 != 0) {
            return count(seconds, "second");
        }
        return seconds % 3600 == 0 ? count(seconds / 3600, "hour") : count(seconds / 60, "minute");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    public boolean live() {
        return effects == Effects.LIVE;
    }
}
