package dev.firebreak.alert.silence;

import dev.firebreak.text.Text;
import dev.firebreak.web.FieldInvalid;
import dev.firebreak.web.RejectUnknownFields;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What a person asks for.
 *
 * @param service the service whose alerts are held, or null
 * @param labels labels that the alerts have, or null
 * @param patterns regular expressions (RE2) that whole values of labels match, or null
 * @param owner the login of who answers for it; the person who asks if null
 * @param starts now if null
 * @param ends of the first occurrence, at most 30 days after its start, 7 days if it recurs
 * @param recurrence a rule of RFC 5545, or null
 * @param zone of the rule, such as {@code Europe/Berlin}; UTC if null
 * @param until when a recurring one expires, at most 400 days from now
 * @param publicText what the status page tells customers; needs a service. Null if it tells nothing
 */
@RejectUnknownFields
public record SilenceRequest(
        String service,
        Map<String, String> labels,
        Map<String, String> patterns,
        String reason,
        String owner,
        Instant starts,
        Instant ends,
        String recurrence,
        String zone,
        Instant until,
        String publicText) {

    private static final int TERM = 120;
    private static final int VALUE = 300;
    private static final int REASON = 500;
    private static final int RULE = 200;
    private static final int LABELS = 10;
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration LONGEST_OCCURRENCE = Duration.ofDays(7);
    private static final Duration LATEST_EXPIRY = Duration.ofDays(400);

    /** A silence that customers don't read of. */
    public SilenceRequest(
            String service,
            Map<String, String> labels,
            Map<String, String> patterns,
            String reason,
            String owner,
            Instant starts,
            Instant ends,
            String recurrence,
            String zone,
            Instant until) {
        this(service, labels, patterns, reason, owner, starts, ends, recurrence, zone, until, null);
    }

    /** Throws {@link FieldInvalid}, which names the field. */
    Silence toSilence(UUID id, String by, Instant now) {
        var checkedLabels = checkedLabels();
        var ofService = text("service", service, TERM);
        var checkedPatterns = checkedPatterns();
        if (ofService == null
                && checkedLabels.isEmpty()
                && checkedPatterns.values().stream().allMatch(LabelPattern::isAny)) {
            throw new FieldInvalid("service", "name a service or a label: nothing may silence all alerts");
        }
        var begins = starts == null || starts.isBefore(now) ? now : starts;
        var rule = text("recurrence", recurrence, RULE);
        checkEnd(begins, now, rule != null);
        var where = checkedZone();
        if (rule != null) {
            checkRule(rule, where, begins, now);
        } else if (until != null) {
            throw new FieldInvalid("until", "only a silence with a recurrence has it");
        }
        return new Silence(
                id,
                ofService,
                checkedLabels,
                checkedPatterns,
                required("reason", reason, REASON),
                owner == null || owner.isBlank() ? by : required("owner", owner, TERM),
                by,
                now,
                begins,
                ends,
                rule,
                where,
                rule == null ? ends : until,
                null,
                null,
                checkedPublicText(ofService));
    }

    private String checkedPublicText(String ofService) {
        var text = text("publicText", publicText, REASON);
        if (text != null && ofService == null) {
            throw new FieldInvalid("publicText", "needs the service that the status page shows");
        }
        return text;
    }

    private void checkEnd(Instant begins, Instant now, boolean recurs) {
        if (ends == null) {
            throw new FieldInvalid("ends", "must say when the silence ends");
        }
        if (!ends.isAfter(begins)) {
            throw new FieldInvalid("ends", ends.isAfter(now) ? "must be after the start" : "is over already");
        }
        if (begins.isAfter(now.plus(LATEST_EXPIRY))) {
            throw new FieldInvalid("starts", "must be within " + LATEST_EXPIRY.toDays() + " days");
        }
        var longest = recurs ? LONGEST_OCCURRENCE : LONGEST;
        if (Duration.between(begins, ends).compareTo(longest) > 0) {
            throw new FieldInvalid("ends", "must be within " + longest.toDays() + " days of the start");
        }
    }

    private void checkRule(String rule, ZoneId where, Instant begins, Instant now) {
        if (until == null) {
            throw new FieldInvalid("until", "must say when a silence that recurs expires");
        }
        if (!until.isAfter(ends) || until.isAfter(now.plus(LATEST_EXPIRY))) {
            throw new FieldInvalid(
                    "until", "must be after the first end and within " + LATEST_EXPIRY.toDays() + " days");
        }
        var first = Recurrence.of(rule, where).firstAfter(begins, begins.minusMillis(1));
        if (first.isEmpty() || !first.get().isBefore(until)) {
            throw new FieldInvalid("recurrence", "never happens before the silence expires");
        }
    }

    private ZoneId checkedZone() {
        try {
            return zone == null || zone.isBlank() ? ZoneOffset.UTC : ZoneId.of(zone.strip());
        } catch (DateTimeException e) {
            throw new FieldInvalid("zone", "must be a time zone, such as Europe/Berlin");
        }
    }

    private Map<String, String> checkedLabels() {
        var checked = new TreeMap<String, String>();
        if (labels == null) {
            return checked;
        }
        if (labels.size() > LABELS) {
            throw new FieldInvalid("labels", "has at most " + LABELS);
        }
        labels.forEach((name, value) -> checked.put(required("labels", name, TERM), required("labels", value, VALUE)));
        return checked;
    }

    private Map<String, LabelPattern> checkedPatterns() {
        var checked = new TreeMap<String, LabelPattern>();
        if (patterns == null) {
            return checked;
        }
        if (patterns.size() > LABELS) {
            throw new FieldInvalid("patterns", "has at most " + LABELS);
        }
        patterns.forEach((name, pattern) -> checked.put(required("patterns", name, TERM), LabelPattern.of(pattern)));
        return checked;
    }

    private static String required(String field, String text, int longest) {
        var checked = text(field, text, longest);
        if (checked == null) {
            throw new FieldInvalid(field, "must not be blank");
        }
        return checked;
    }

    private static String text(String field, String text, int longest) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.strip().length() > longest) {
            throw new FieldInvalid(field, "has at most " + longest + " characters");
        }
        return Text.preview(text.strip(), longest);
    }
}
