package dev.firebreak.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedSendersTest {

    private final MovableClock clock = new MovableClock();
    private final List<Object> told = new ArrayList<>();
    private final RefusedSenders senders = new RefusedSenders(told::add, clock);

    @Test
    void D19_threeRefusalsWithinFiveMinutesAreTold() {
        senders.refused("default", "127.0.0.1");
        senders.refused("default", "127.0.0.1");
        assertThat(told).isEmpty();

        senders.refused("default", "127.0.0.1");

        assertThat(told).containsExactly(new SenderRefused("default", "127.0.0.1", 3, Duration.ofMinutes(5)));
    }

    @Test
    void refusalsFarApartAreNotTold() {
        for (var i = 0; i < 10; i++) {
            senders.refused("default", "127.0.0.1");
            clock.passes(Duration.ofMinutes(3));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void sendersAreCountedApart() {
        senders.refused("default", "127.0.0.1");
        senders.refused("default", "127.0.0.2");
        senders.refused("grafana", "127.0.0.1");

        assertThat(told).isEmpty();
    }
}
