package dev.firebreak.oncall.failsafe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.FakeChannel;
import dev.firebreak.database.DatabaseUnwritable;
import dev.firebreak.oncall.schedule.OnCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("B4")
class OutagePagerTests {

    private final FakeChannel channel = new FakeChannel();
    private final CommsFixture comms = new CommsFixture().with(channel);
    private final OutagePager pager =
            new OutagePager(new OnCall(comms.catalog()), List.of(channel), comms.links(), comms.clock);
    private final DatabaseUnwritable outage = new DatabaseUnwritable(comms.clock.instant(), "No space left on device");

    @Test
    void everyoneOnCallIsPagedWithoutADatabase() {
        comms.jdbc().sql("shutdown immediately").update();
        comms.clock.passes(Duration.ofSeconds(30));

        pager.page(outage);

        assertThat(channel.reached()).containsExactly("rita", "sam", "mo");
        assertThat(channel.taken.get(0).subject())
                .isEqualTo("[PAGE] Firebreak's database takes no writes: alerts are refused");
        assertThat(channel.taken.get(0).text())
                .contains("Since 2026-11-22T07:16:30Z", "No space left on device", "https://firebreak.example.org/");
    }

    @Test
    void oncePerOutageAndHour() {
        comms.clock.passes(Duration.ofSeconds(30));
        pager.page(outage);
        comms.clock.passes(Duration.ofMinutes(59));
        pager.page(outage);
        assertThat(channel.taken).hasSize(3);

        comms.clock.passes(Duration.ofMinutes(1));
        pager.page(outage);
        assertThat(channel.taken).hasSize(6);
        assertThat(channel.taken.get(3).key()).isNotEqualTo(channel.taken.get(0).key());
    }

    @Test
    void aNewOutageIsANewPage() {
        comms.clock.passes(Duration.ofSeconds(30));
        pager.page(outage);
        comms.clock.passes(Duration.ofMinutes(5));
        var next = new DatabaseUnwritable(comms.clock.instant(), "again");
        comms.clock.passes(Duration.ofSeconds(30));

        pager.page(next);

        assertThat(channel.taken).hasSize(6);
    }

    @Test
    void itIsTriedAgainUntilSomebodyHasIt() {
        channel.fails("rita", "down").fails("sam", "down").fails("mo", "down");
        comms.clock.passes(Duration.ofSeconds(30));
        pager.page(outage);
        channel.takes("sam");

        pager.page(outage);

        assertThat(channel.reached()).containsExactly("sam");
    }
}
