package dev.firebreak.comms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Contact;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class PagingHealthTest {

    private final Pigeon pigeon = new Pigeon();
    private final Office office = new Office().with(pigeon);
    private final Errand page = new Errand(office.incident, "page-1.task", true);

    @Test
    void G9_aPageThatHasWaitedForAMinuteShowsFromOutside() {
        pigeon.fails("rita", "down");
        office.courier().hand(page, Office.RITA, () -> new Letter("s", "t"));
        office.clock.passes(Duration.ofSeconds(59));
        assertThat(health().getStatus()).isEqualTo(Status.UP);

        office.clock.passes(Duration.ofSeconds(1));
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);

        pigeon.takes("rita");
        office.courier().hand(page, Office.RITA, () -> new Letter("s", "t"));
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void newsThatWaitsIsNoAlarm() {
        pigeon.fails("rita", "down");
        var news = new Errand(office.incident, "initial.task", false);
        office.courier().hand(news, Office.RITA, () -> new Letter("s", "t"));

        office.clock.passes(Duration.ofHours(1));

        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void onceSomebodyHasAcknowledgedNobodyWaits() {
        pigeon.fails("rita", "down");
        office.courier().hand(page, Office.RITA, () -> new Letter("s", "t"));
        office.clock.passes(Duration.ofHours(1));

        office.incidents().acknowledge(office.incident, "sam");

        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void withoutAChannelItIsUnknownAndSaysWhatToSet() {
        pigeon.isMissing("set spring.mail.host");

        assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health().getDetails()).containsEntry("missing", "set spring.mail.host");
    }

    @Test
    void aSlackChannelPagesNobodySoItDoesNotMakePagingWell() {
        pigeon.isMissing("set spring.mail.host");
        var slack = new Pigeon() {
            @Override
            public boolean reaches(Contact to) {
                return !to.isPerson();
            }
        };
        office.with(pigeon, slack);

        assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    private Health health() {
        return new PagingHealth(office.catalog(), office.courier(), office.deliveries(), office.clock).health();
    }
}
