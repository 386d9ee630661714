package dev.firebreak.comms.delivery;

import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Gives tests of other packages the outbox of notifications, without Spring. */
public final class DeliveriesFixture {

    private DeliveriesFixture() {}

    public static Deliveries deliveries(JdbcClient jdbc, Clock clock) {
        return new Deliveries(jdbc, clock);
    }
}
