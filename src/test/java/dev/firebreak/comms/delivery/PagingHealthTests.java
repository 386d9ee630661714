package dev.firebreak.comms.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.comms.channel.NotificationKey;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class PagingHealthTests {

    private final FakeChannel channel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(channel);
    private final NotificationKey page = new NotificationKey(comms.incident, "page-1.task", true);

    @Test
    @Tag("G9")
    void aPageThatHasWaitedForAMinuteShowsFromOutside() {
        channel.fails("rita", "down");
        comms.dispatcher().handOver(page, CommsFixture.RITA, CommsFixture.messages("s", "t"));
        comms.clock.passes(Duration.ofSeconds(59));
        assertThat(health().getStatus()).isEqualTo(Status.UP);

        comms.clock.passes(Duration.ofSeconds(1));
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);

        channel.takes("rita");
        comms.dispatcher().handOver(page, CommsFixture.RITA, CommsFixture.messages("s", "t"));
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    @Tag("G13")
    void aPageThatWaitsForTheNextMessageToItsPersonIsNoAlarm() {
        comms.environment.setProperty("firebreak.comms.bundle.every", "1m");
        comms.dispatcher().handOver(page, CommsFixture.RITA, CommsFixture.messages("s", "t"));
        comms.clock.passes(Duration.ofSeconds(1));
        var second = new NotificationKey(comms.record().incident(), "page-1.other", true);
        comms.dispatcher().handOver(second, CommsFixture.RITA, CommsFixture.messages("s", "t"));

        comms.clock.passes(Duration.ofSeconds(60));
        assertThat(health().getStatus()).isEqualTo(Status.UP);

        comms.clock.passes(Duration.ofSeconds(60));
        assertThat(health().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void newsThatWaitsIsNoAlarm() {
        channel.fails("rita", "down");
        var news = new NotificationKey(comms.incident, "initial.task", false);
        comms.dispatcher().handOver(news, CommsFixture.RITA, CommsFixture.messages("s", "t"));

        comms.clock.passes(Duration.ofHours(1));

        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void onceSomebodyHasAcknowledgedNobodyWaits() {
        channel.fails("rita", "down");
        comms.dispatcher().handOver(page, CommsFixture.RITA, CommsFixture.messages("s", "t"));
        comms.clock.passes(Duration.ofHours(1));

        comms.incidents().acknowledge(comms.incident, "sam");

        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void withoutAChannelItIsUnknownAndSaysWhatToSet() {
        channel.isMissing("set spring.mail.host");

        assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health().getDetails()).containsEntry("missing", "set spring.mail.host");
    }

    @Test
    void aSlackChannelPagesNobodySoItDoesNotMakePagingWell() {
        channel.isMissing("set spring.mail.host");
        var slack = new FakeChannel() {
            @Override
            public boolean reaches(Contact to) {
                return !to.isPerson();
            }
        };
        comms.with(channel, slack);

        assertThat(health().getStatus()).isEqualTo(Status.UNKNOWN);
    }

    private Health health() {
        return new PagingHealth(comms.catalog(), comms.dispatcher(), comms.deliveries(), comms.clock).health();
    }
}
