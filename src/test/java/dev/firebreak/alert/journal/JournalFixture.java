package dev.firebreak.alert.journal;

import dev.firebreak.engine.Suspects;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets tests of other packages play nodes that apply payloads. */
public final class JournalFixture {

    private JournalFixture() {}

    public static PayloadSuspects suspectsOf(Suspects node, JdbcClient jdbc, Clock clock) {
        return new PayloadSuspects(node, jdbc, clock);
    }
}
