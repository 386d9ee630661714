package dev.firebreak.alert.journal;

import dev.firebreak.engine.Suspects;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Shows tests of other packages what the journal stores, and plays nodes that apply it. */
public final class JournalFixture {

    private JournalFixture() {}

    /** The body as it was sent. */
    public static byte[] body(AlertPayload stored) {
        return Gzip.unpacked(stored.body());
    }

    public static PayloadSuspects suspectsOf(Suspects node, JdbcClient jdbc, Clock clock) {
        return new PayloadSuspects(node, jdbc, clock);
    }
}
