package dev.firebreak.oncall.failsafe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.incident.IncidentWithoutProcess;
import dev.firebreak.oncall.OnCallFixture;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FailsafePagerTests {

    private final FakeChannel channel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(channel);

    @BeforeEach
    void aDeliveryIsPoisoned() {
        pager().schedule(new IncidentWithoutProcess(comms.incident, "alertmanager", "five failures"));
    }

    @Test
    void everyoneOnCallIsPagedWithoutTheEngine() {
        pager().sendDue();

        assertThat(channel.reached()).containsExactly("rita", "sam", "mo");
        assertThat(channel.taken.get(0).text()).contains("/ack/");
        assertThat(comms.timelineLines()).hasSize(3);
    }

    @Test
    void itIsTriedAgainSoonUntilSomebodyHasIt() {
        channel.fails("rita", "down").fails("sam", "down").fails("mo", "down");
        pager().sendDue();
        channel.takes("rita").takes("sam").takes("mo");

        pager().sendDue();
        assertThat(channel.taken).isEmpty();
        comms.clock.passes(Duration.ofSeconds(1));
        pager().sendDue();

        assertThat(channel.reached()).containsExactly("rita", "sam", "mo");
    }

    @Test
    void anUnansweredPageNeverGoesSilent() {
        pager().sendDue();
        pager().sendDue();
        assertThat(channel.reached()).hasSize(3);

        comms.clock.passes(FailsafePager.ACKNOWLEDGE_WITHIN);
        pager().sendDue();

        assertThat(channel.reached()).hasSize(6);
        assertThat(comms.timelineLines()).last().asString().contains("level 2");
    }

    @Test
    @Tag("C9")
    void afterAnOutageOfHoursTheNextLevelIsPagedOnce() {
        pager().sendDue();

        comms.clock.passes(Duration.ofHours(8));
        for (var n = 0; n < 5; n++) {
            pager().sendDue();
        }

        assertThat(channel.reached()).hasSize(6);
        assertThat(comms.timelineLines()).last().asString().contains("level 2");
    }

    @Test
    void whoeverAcknowledgesEndsIt() {
        pager().sendDue();
        comms.incidents().acknowledge(comms.incident, "rita");

        comms.clock.passes(Duration.ofHours(1));
        pager().sendDue();

        assertThat(channel.reached()).hasSize(3);
        assertThat(pages().due()).isEmpty();
    }

    @Test
    void twoNodesDontPageAtTheSameTime() {
        var due = pages().due().get(0);

        assertThat(pages().claim(due, comms.clock.instant().plusSeconds(60))).isTrue();
        assertThat(pages().claim(due, comms.clock.instant().plusSeconds(90))).isFalse();
    }

    @Test
    void theSamePoisonTwiceIsOnePage() {
        pager().schedule(new IncidentWithoutProcess(comms.incident, "alertmanager", "again"));

        pager().sendDue();

        assertThat(channel.reached()).hasSize(3);
    }

    private FailsafePages pages() {
        return new FailsafePages(comms.jdbc(), comms.clock);
    }

    private FailsafePager pager() {
        return new FailsafePager(OnCallFixture.pager(comms), pages(), comms.incidents(), comms.clock);
    }
}
