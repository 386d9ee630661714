package dev.firebreak.runbook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much power steps have (security.md 4).
 *
 * @param effects whether anything outside is changed at all; a target must be live as well
 * @param fourEyes whether somebody may approve what they asked for: enforce refuses it, warn says so in the record
 * @param approvalValid how long an approval counts
 * @param stepLease how long a running step counts as alive after its node fell silent
 * @param budget for disruptive and destructive steps; taking back is never counted
 */
@ConfigurationProperties("firebreak")
public record RunbookSettings(
        @DefaultValue("dry-run") Effects effects,
        @DefaultValue("enforce") FourEyes fourEyes,
        @DefaultValue("15m") Duration approvalValid,
        @DefaultValue("30s") Duration stepLease,
        @DefaultValue Budget budget) {

    enum Effects {
        DRY_RUN,
        LIVE
    }

    public enum FourEyes {
        ENFORCE,
        WARN
    }

    /**
     * @param perIncident in the life of one incident
     * @param perTargetAndHour on one target
     * @param inTenMinutes of all incidents together
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
