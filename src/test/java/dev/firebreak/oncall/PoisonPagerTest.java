package dev.firebreak.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.comms.Office;
import dev.firebreak.comms.Pigeon;
import dev.firebreak.incident.PoisonedDelivery;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PoisonPagerTest {

    private final Pigeon pigeon = new Pigeon();
    private final Office office = new Office().with(pigeon);

    @BeforeEach
    void aDeliveryIsPoisoned() {
        pager().note(new PoisonedDelivery(office.incident, "alertmanager", "five failures"));
    }

    @Test
    void everyoneOnCallIsPagedWithoutTheEngine() {
        pager().look();

        assertThat(pigeon.reached()).containsExactly("rita", "sam", "mo");
        assertThat(pigeon.taken.get(0).text()).contains("/ack/");
        assertThat(office.told()).hasSize(3);
    }

    @Test
    void itIsTriedAgainSoonUntilSomebodyHasIt() {
        pigeon.fails("rita", "down").fails("sam", "down").fails("mo", "down");
        pager().look();
        pigeon.takes("rita").takes("sam").takes("mo");

        pager().look();
        assertThat(pigeon.taken).isEmpty();
        office.clock.passes(Duration.ofSeconds(1));
        pager().look();

        assertThat(pigeon.reached()).containsExactly("rita", "sam", "mo");
    }

    @Test
    void anUnansweredPageNeverGoesSilent() {
        pager().look();
        pager().look();
        assertThat(pigeon.reached()).hasSize(3);

        office.clock.passes(PoisonPager.ACKNOWLEDGE_WITHIN);
        pager().look();

        assertThat(pigeon.reached()).hasSize(6);
        assertThat(office.told()).last().asString().contains("level 2");
    }

    @Test
    void whoeverAcknowledgesEndsIt() {
        pager().look();
        office.incidents().acknowledge(office.incident, "rita");

        office.clock.passes(Duration.ofHours(1));
        pager().look();

        assertThat(pigeon.reached()).hasSize(3);
        assertThat(pages().due()).isEmpty();
    }

    @Test
    void twoNodesDontPageAtTheSameTime() {
        var due = pages().due().get(0);

        assertThat(pages().claim(due, office.clock.instant().plusSeconds(60))).isTrue();
        assertThat(pages().claim(due, office.clock.instant().plusSeconds(90))).isFalse();
    }

    @Test
    void theSamePoisonTwiceIsOnePage() {
        pager().note(new PoisonedDelivery(office.incident, "alertmanager", "again"));

        pager().look();

        assertThat(pigeon.reached()).hasSize(3);
    }

    private PoisonPages pages() {
        return new PoisonPages(office.jdbc(), office.clock);
    }

    private PoisonPager pager() {
        return new PoisonPager(Rooms.pager(office), pages(), office.incidents(), office.clock);
    }
}
