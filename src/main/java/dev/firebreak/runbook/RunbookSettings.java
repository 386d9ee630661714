package dev.firebreak.runbook;

import dev.firebreak.access.FourEyes;
import dev.firebreak.engine.StartupRefused;
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
 * @param reversibleBudget limits reversible steps; an undo does not count
 * @param temporaryChanges how long after the resolution a commander has to decide about what steps changed
 * @param roleCoolDown how long people can't approve after a person changed their roles or their password
 */
@ConfigurationProperties("firebreak")
public record RunbookSettings(
        @DefaultValue("dry-run") Effects effects,
        @DefaultValue("enforce") FourEyes fourEyes,
        @DefaultValue("15m") Duration approvalValid,
        @DefaultValue("30s") Duration stepLease,
        @DefaultValue Budget budget,
        @DefaultValue ReversibleBudget reversibleBudget,
        @DefaultValue("24h") Duration temporaryChanges,
        @DefaultValue("60m") Duration roleCoolDown) {

    /** Whether steps change anything. */
    enum Effects {
        DRY_RUN,
        LIVE
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
            @DefaultValue("10") int inTenMinutes) {

        public Budget {
            requirePositive("firebreak.budget", perIncident, perTargetAndHour, inTenMinutes);
        }
    }

    /**
     * How many reversible steps may begin. They need less approval than disruptive steps, so a loop in a model could
     * repeat them without an end.
     *
     * @param perIncident in one incident
     * @param perTargetAndHour on one target within an hour
     * @param inTenMinutes in all incidents together within ten minutes
     */
    public record ReversibleBudget(
            @DefaultValue("10") int perIncident,
            @DefaultValue("6") int perTargetAndHour,
            @DefaultValue("20") int inTenMinutes) {

        public ReversibleBudget {
            requirePositive("firebreak.reversible-budget", perIncident, perTargetAndHour, inTenMinutes);
        }
    }

    private static void requirePositive(String key, int perIncident, int perTargetAndHour, int inTenMinutes) {
        if (perIncident < 1 || perTargetAndHour < 1 || inTenMinutes < 1) {
            throw new StartupRefused(key + ": each limit must be at least 1. The freeze switch stops all steps.");
        }
    }

    /** The limits of steps with this effect. */
    public Budget budgetOf(Effect effect) {
        return effect == Effect.REVERSIBLE
                ? new Budget(
                        reversibleBudget.perIncident(),
                        reversibleBudget.perTargetAndHour(),
                        reversibleBudget.inTenMinutes())
                : budget;
    }

    /** How long an approval counts, as a form says it: "15 minutes". */
    public String approvalValidFor() {
        return words(approvalValid);
    }

    /** A duration in words, such as "15 minutes". */
    public static String words(Duration duration) {
        var seconds = duration.toSeconds();
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
