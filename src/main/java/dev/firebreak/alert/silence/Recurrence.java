package dev.firebreak.alert.silence;

import dev.firebreak.web.FieldInvalid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;

/**
 * How a maintenance window repeats: a recurrence rule of RFC 5545, section 3.3.10, such as {@code FREQ=WEEKLY;BYDAY=SU},
 * in a time zone. A window at 2:00 stays at 2:00 when the clocks change; where 2:00 comes twice, the first counts.
 */
final class Recurrence {

    private static final Set<Freq> FREQUENCIES = EnumSet.of(Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY, Freq.YEARLY);

    /** No clock is ever changed by more. */
    private static final Duration LONGEST_CHANGE = Duration.ofDays(1);

    private static final TimeZone LOCAL = TimeZone.getTimeZone(ZoneOffset.UTC);

    private final RecurrenceRule rule;
    private final ZoneId zone;

    private Recurrence(RecurrenceRule rule, ZoneId zone) {
        this.rule = rule;
        this.zone = zone;
    }

    /** Throws {@link FieldInvalid} for {@code recurrence} if the text is no rule, or one that repeats within a day. */
    static Recurrence of(String text, ZoneId zone) {
        try {
            var rule = new RecurrenceRule(text, RfcMode.RFC5545_STRICT);
            if (!FREQUENCIES.contains(rule.getFreq())) {
                throw invalid("must repeat daily, weekly, monthly or yearly");
            }
            if (rule.getUntil() != null) {
                throw invalid("must not have UNTIL: say when the silence expires instead");
            }
            return new Recurrence(rule, zone);
        } catch (InvalidRecurrenceRuleException | IllegalArgumentException e) {
            throw invalid("must be a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SU");
        }
    }

    private static FieldInvalid invalid(String why) {
        return new FieldInvalid("recurrence", why);
    }

    /**
     * When the occurrence that covers the moment began; empty if none does.
     *
     * @param first the first occurrence
     * @param length of each
     */
    Optional<Instant> covering(Instant first, Duration length, Instant moment) {
        return firstAfter(first, moment.minus(length)).filter(begin -> !begin.isAfter(moment));
    }

    /** The first occurrence after the moment; empty if there is none. */
    Optional<Instant> firstAfter(Instant first, Instant moment) {
        try {
            var occurrences = rule.iterator(local(first), LOCAL);
            if (moment.isAfter(first)) {
                occurrences.fastForward(local(moment.minus(LONGEST_CHANGE)));
            }
            while (occurrences.hasNext()) {
                var begin = instant(occurrences.nextMillis());
                if (begin.isAfter(moment)) {
                    return Optional.of(begin);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // such as the 30th of February: the library gives up
        }
    }

    /** The clock of the zone, as a number. */
    private long local(Instant moment) {
        return moment.atZone(zone).toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** Of an hour that comes twice, the first; an hour that is left out begins when it would have. */
    private Instant instant(long local) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC)
                .atZone(zone)
                .toInstant();
    }
}
