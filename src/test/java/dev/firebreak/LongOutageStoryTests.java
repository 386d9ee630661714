package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.HttpVisitor;
import dev.firebreak.incident.IncidentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** All nodes are down for eight hours: no timer fires, no task runs. Then one starts. Or no message gets out. */
@StoryTest
@Tag("C9")
class LongOutageStoryTests {

    private static final Duration OUTAGE = Duration.ofHours(8);
    private static final String PAGING = "/actuator/health/paging";

    /** No server listens there. */
    private static final int CLOSED = 1;

    @Autowired
    World world;

    @Autowired
    MovableClock clock;

    @Autowired
    JavaMailSenderImpl mail;

    @LocalServerPort
    int port;

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
        var atOnce = pages(incident);
        assertThat(atOnce).allMatch(page -> page.endsWith("(level 1)")).hasSizeGreaterThan(1);

        clock.passes(OUTAGE);
        world.untilNothingMoves();

        // Who is on call may have changed in the meantime.
        assertThat(pages(incident))
                .doesNotHaveDuplicates()
                .startsWith(atOnce.toArray(String[]::new))
                .contains("Paged Rex Responder by mail (level 2)", "Paged Ada Admin by mail (level 2)")
                .filteredOn(page -> !page.endsWith("(level 1)"))
                .allMatch(page -> page.endsWith("(level 2)"));
    }

    @Test
    @Tag("G9")
    void whereNoMessageGetsOutForHalfAnHour_itShowsFromOutsideAllTheTime_andEveryPageGoesOutAfterwards()
            throws Exception {
        var visitor = new HttpVisitor(port);
        OutsideWorld.forgetMail();
        assertThat(visitor.get(PAGING).statusCode()).isEqualTo(200);
        var reachable = mail.getPort();
        mail.setPort(CLOSED);
        try {
            var incident = world.raise(
                    "mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "usersAffected", "all"));
            world.passes(Duration.ofMinutes(2));
            for (var minute = 2; minute < 30; minute += 4) {
                assertThat(visitor.get(PAGING).statusCode())
                        .as("minute " + minute)
                        .isEqualTo(503);
                world.passes(Duration.ofMinutes(4));
            }
            assertThat(OutsideWorld.subjectsTo("rex@example.test")).isEmpty();

            mail.setPort(reachable);
            world.passes(Duration.ofMinutes(10));

            for (var person : List.of("rex", "carla")) {
                assertThat(OutsideWorld.subjectsTo(person + "@example.test"))
                        .as(person)
                        .anyMatch(subject -> subject.startsWith("[PAGE") && subject.contains(incident.value()));
            }
            assertThat(visitor.get(PAGING).statusCode()).isEqualTo(200);
        } finally {
            mail.setPort(reachable);
        }
    }

    private List<String> pages(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(line -> line.startsWith("Paged "))
                .toList();
    }
}
