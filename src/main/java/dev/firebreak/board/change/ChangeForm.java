package dev.firebreak.board.change;

import dev.firebreak.change.ChangeReport;
import dev.firebreak.web.FieldInvalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * What the page's form sends. Every field may be blank.
 *
 * @param when in UTC, as a browser sends it; now if blank
 */
record ChangeForm(String service, String what, String when, String link) {

    static final ChangeForm EMPTY = new ChangeForm("", "", "", "");

    ChangeReport toReport(String by) {
        return new ChangeReport(null, service, what, by, moment(), link);
    }

    private Instant moment() {
        try {
            return when.isBlank() ? null : LocalDateTime.parse(when).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new FieldInvalid("when", "must be a time such as 2026-11-29T02:00, in UTC");
        }
    }
}
