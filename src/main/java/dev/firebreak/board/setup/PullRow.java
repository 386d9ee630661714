package dev.firebreak.board.setup;

import dev.firebreak.alert.pull.PullStatus.Asked;
import dev.firebreak.board.page.Moment;
import java.time.Instant;

/**
 * An Alertmanager that is asked, on the setup page.
 *
 * @param asked when it answered last, or null
 * @param failure why it did not answer since, or null
 * @param drift how far it and Firebreak differed then; null if they did not
 */
record PullRow(String source, Moment asked, String failure, String drift) {

    static PullRow of(Asked asked, Instant now) {
        return new PullRow(
                asked.source(),
                Moment.of(asked.askedAt(), now),
                asked.failure(),
                asked.hasDrift() ? asked.drift() : null);
    }
}
