package dev.firebreak.board.change;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.change.ServiceChange;
import java.time.Instant;

/**
 * One change in a list.
 *
 * @param who the full name where it is the login of a person
 * @param link null if there is none
 */
public record ChangeRow(String service, String what, String who, Moment at, String link) {

    static ChangeRow of(ServiceChange change, DisplayNames names, Instant now) {
        return new ChangeRow(
                change.service(), change.what(), names.of(change.who()), Moment.of(change.when(), now), change.link());
    }
}
