package dev.firebreak.alert.silence;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * For some time, alerts of a service or with some labels open no incident. Planned ahead, it is a maintenance window.
 *
 * @param service the name that alerts give, or null for all
 * @param labels what an alert has to have, by name
 * @param patterns what the values of further labels have to match, by name
 * @param reason why, for people
 * @param owner the login of who answers for it
 * @param endsAt when it ends; if it recurs, when its first occurrence does
 * @param recurrence a rule of RFC 5545, or null
 * @param zone where the rule's days begin
 * @param expiresAt after this no occurrence holds anything
 * @param endedAt when a person ended it, or null
 * @param endedBy the login of who did, or null
 * @param publicText what the status page tells customers about the maintenance, or null if it tells nothing
 */
public record Silence(
        UUID id,
        String service,
        Map<String, String> labels,
        Map<String, LabelPattern> patterns,
        String reason,
        String owner,
        String createdBy,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt,
        String recurrence,
        ZoneId zone,
        Instant expiresAt,
        Instant endedAt,
        String endedBy,
        String publicText) {

    /** The end of the time in which it holds alerts at this moment; empty if it holds none. */
    public Optional<Instant> activeUntil(Instant moment) {
        if (endedAt != null || moment.isBefore(startsAt) || !moment.isBefore(expiresAt)) {
            return Optional.empty();
        }
        if (recurrence == null) {
            return Optional.of(endsAt);
        }
        return Recurrence.of(recurrence, zone)
                .covering(startsAt, length(), moment)
                .map(begin -> earlier(begin.plus(length()), expiresAt));
    }

    /** When it holds alerts next, after this moment; empty if never again. */
    public Optional<Instant> nextAfter(Instant moment) {
        if (endedAt != null) {
            return Optional.empty();
        }
        if (recurrence == null) {
            return Optional.of(startsAt).filter(begin -> begin.isAfter(moment));
        }
        return Recurrence.of(recurrence, zone).firstAfter(startsAt, moment).filter(begin -> begin.isBefore(expiresAt));
    }

    /** Of one occurrence. */
    public Duration length() {
        return Duration.between(startsAt, endsAt);
    }

    boolean matches(String itsService, Map<String, String> itsLabels) {
        return (service == null || service.equals(itsService))
                && labels.entrySet().stream().allMatch(label -> label.getValue().equals(itsLabels.get(label.getKey())))
                && patterns.entrySet().stream()
                        .allMatch(label -> label.getValue().matches(itsLabels.get(label.getKey())));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
