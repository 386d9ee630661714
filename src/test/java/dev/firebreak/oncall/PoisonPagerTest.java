package dev.firebreak.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.comms.Office;
import dev.firebreak.comms.Pigeon;
import dev.firebreak.lifecycle.PoisonedDelivery;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class PoisonPagerTest {

    private final Pigeon pigeon = new Pigeon();
    private final Office office = new Office().with(pigeon);

    @Test
    void everyoneOnCallIsPagedWithoutTheEngine() throws Exception {
        var pager = pager();

        pager.on(new PoisonedDelivery("alertmanager", "five failures", office.incident));

        waitFor(() -> office.told().size() == 3);
        assertThat(pigeon.reached()).containsExactly("rita", "sam", "mo");
        assertThat(pigeon.taken.get(0).text()).contains("/ack/");
        pager.destroy();
    }

    @Test
    void itIsTriedAgainUntilSomebodyHasIt() throws Exception {
        pigeon.fails("rita", "down").fails("sam", "down").fails("mo", "down");
        var pager = pager();
        pager.on(new PoisonedDelivery("alertmanager", "five failures", office.incident));
        waitFor(() -> office.deliveries().of(office.incident).size() == 3);
        assertThat(pigeon.taken).isEmpty();

        pigeon.takes("rita").takes("sam").takes("mo");

        waitFor(() -> pigeon.reached().size() == 3);
        pager.destroy();
    }

    @Test
    void evenWithoutARecordSomebodyIsToldAndNoSecretIs() throws Exception {
        var pager = pager();

        pager.on(new PoisonedDelivery("alert\r\nmanager", "password=swordfish is no JSON", null));

        waitFor(() -> pigeon.reached().size() == 3);
        var notice = pigeon.taken.get(0);
        assertThat(notice.subject()).startsWith("[PAGE] An alert of alert").doesNotContain("\n");
        assertThat(notice.text()).contains("is no JSON").doesNotContain("swordfish");
        pager.destroy();
    }

    private PoisonPager pager() {
        return new PoisonPager(
                Rooms.pager(office),
                Rooms.turn(office),
                office.courier(),
                office.links(),
                office.discretion(),
                office.clock);
    }

    private static void waitFor(BooleanSupplier what) throws InterruptedException {
        for (var n = 0; n < 100 && !what.getAsBoolean(); n++) {
            Thread.sleep(50);
        }
        assertThat(what.getAsBoolean()).isTrue();
    }
}
