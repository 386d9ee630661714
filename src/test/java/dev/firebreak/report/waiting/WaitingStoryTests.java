package dev.firebreak.report.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How long people and steps took comes from the engine's history. */
@StoryTest
class WaitingStoryTests {

    private static final String PASSWORD = "amber-lantern-1";

    @Autowired
    World world;

    @Autowired
    WaitingTimes times;

    @Autowired
    Accounts accounts;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @Test
    void theTaskThatWaitedElevenMinutesIsInTheTableAndOnTheDrawing() {
        accounts.createIfMissing("waitingOlivia", "Olivia", "o@example.test", PASSWORD, Set.of(Role.OBSERVER));
        var month = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        world.passes(Duration.ofMinutes(11));
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.untilNothingMoves();

        var found = times.of(month, "");

        assertThat(found).anySatisfy(it -> {
            assertThat(it.name()).isEqualTo("Take command");
            assertThat(it.isOfPeople()).isTrue();
            assertThat(it.count()).isPositive();
        });
        assertThat(times.of(month.minusMonths(3), "")).isEmpty();
        var olivia = new HttpVisitor(port);
        olivia.login("waitingOlivia", PASSWORD);
        assertThat(olivia.page("/reports/waiting").body())
                .contains("<b>Take command</b>", "class=\"diagram live heat-map\"", "heat-4");
        assertThat(olivia.get("/api/reports/waiting?severity=P9").body()).contains("severity: must be one of");
    }
}
