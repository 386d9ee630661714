package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** All nodes are down for eight hours: no timer fires, no task runs. Then one starts. */
@StoryTest
@Tag("C9")
class LongOutageStoryTests {

    private static final Duration OUTAGE = Duration.ofHours(8);

    @Autowired
    World world;

    @Autowired
    MovableClock clock;

    @Test
    void eachOverdueIncidentIsPagedOnceAndThenAtItsPace() {
        var incidents = IntStream.range(0, 3)
                .mapToObj(n -> world.raise("mosaic-gitea", "high-load", Map.of("usersAffected", "many")))
                .toList();
        world.untilNothingMoves();
        assertThat(incidents).allSatisfy(incident -> assertThat(pages(incident)).hasSize(1));

        clock.passes(OUTAGE);
        world.untilNothingMoves();

        assertThat(incidents)
                .allSatisfy(incident -> assertThat(pages(incident)).hasSize(2))
                .allSatisfy(incident -> assertThat(pages(incident).get(1)).contains("(level 2)"))
                .allSatisfy(incident -> assertThat(world.timelineOf(incident))
                        .filteredOn(line -> line.startsWith("Not acknowledged in time"))
                        .hasSize(1));

        world.passes(Duration.ofMinutes(29));
        assertThat(incidents).allSatisfy(incident -> assertThat(pages(incident)).hasSize(2));
        world.passes(Duration.ofMinutes(1));
        assertThat(incidents).allSatisfy(incident -> assertThat(pages(incident)).hasSize(3));
    }

    @Test
    void aP1PagesEveryoneOnceMore() {
        var incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "usersAffected", "all"));
        world.untilNothingMoves();
        var atOnce = pages(incident).size();

        clock.passes(OUTAGE);
        world.untilNothingMoves();

        assertThat(pages(incident)).hasSize(2 * atOnce);
    }

    private List<String> pages(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(line -> line.startsWith("Paged "))
                .toList();
    }
}
