package dev.firebreak.alert.replay;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What the rules in force now would make of a payload.
 *
 * @param error why it can't be read, or null
 * @param alerts in the order of the payload; at most {@link #MOST} of them
 * @param left how many alerts are not listed
 */
public record ReplayedPayload(
        UUID id, String source, Instant receivedAt, String error, List<ReplayedAlert> alerts, int left) {

    static final int MOST = 50;

    /** What becomes of an alert. */
    public enum Outcome {
        OPENS,
        JOINS,
        HELD,
        IGNORED,
        KNOWN,
        ENDS,
        WITHHELD
    }

    /**
     * An alert of it.
     *
     * @param incident the one that it joins or ends in, or null
     * @param why in words
     */
    public record ReplayedAlert(String name, String service, Outcome outcome, String incident, String why) {}
}
