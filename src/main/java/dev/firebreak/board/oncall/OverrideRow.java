package dev.firebreak.board.oncall;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.oncall.override.ShiftOverride;
import java.time.Instant;

/** One override on the page. */
record OverrideRow(
        String id,
        String kind,
        String rota,
        String person,
        String insteadOf,
        Moment from,
        Moment until,
        String reason,
        String by) {

    static OverrideRow of(ShiftOverride one, DisplayNames names, Instant now) {
        return new OverrideRow(
                one.id().toString(),
                one.kind().words(),
                one.rota() == null ? "every rota" : one.rota(),
                one.person().name(),
                one.insteadOf() == null ? null : names.of(one.insteadOf()),
                Moment.of(one.starts(), now),
                Moment.of(one.ends(), now),
                one.reason().isEmpty() ? null : one.reason(),
                names.of(one.by()));
    }
}
