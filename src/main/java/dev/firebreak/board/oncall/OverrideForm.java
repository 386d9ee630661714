package dev.firebreak.board.oncall;

import dev.firebreak.oncall.override.OverrideRequest;
import dev.firebreak.web.FieldInvalid;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the forms of the page send. Times are on the clock of the rota's zone, as a browser sends them. Every field may
 * be missing.
 */
record OverrideForm(Map<String, String> fields) {

    private static final int MOST_HOURS = 24 * 28;

    String field(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    /** @param zone of the times */
    OverrideRequest toRequest(ZoneId zone) {
        return new OverrideRequest(
                field("kind"),
                field("rota"),
                field("person"),
                field("insteadOf"),
                time("starts", zone),
                time("ends", zone),
                time("swapStarts", zone),
                time("swapEnds", zone),
                people(),
                hours(),
                field("reason"));
    }

    private Instant time(String name, ZoneId zone) {
        var text = field(name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text).atZone(zone).toInstant();
        } catch (DateTimeException bad) {
            throw new FieldInvalid(name, "must be a time such as 2026-11-22T07:16");
        }
    }

    private List<String> people() {
        return Arrays.stream(field("people").split("[,\\s]+"))
                .filter(person -> !person.isEmpty())
                .toList();
    }

    private Duration hours() {
        var text = field("handOverHours");
        if (text.isEmpty()) {
            return null;
        }
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) == 0 || Integer.parseInt(text) > MOST_HOURS) {
            throw new FieldInvalid("handOverHours", "must be 1 to " + MOST_HOURS + " hours");
        }
        return Duration.ofHours(Integer.parseInt(text));
    }
}
