package dev.firebreak.postmortem.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.postmortem.conformance.Deviation.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people did otherwise than the process expects is computed from history. */
@StoryTest
class ConformanceStoryTests {

    @Autowired
    World world;

    @Autowired
    Conformance conformance;

    @Autowired
    Accounts accounts;

    @Test
    void aLateAcknowledgementIsADeviationAndADoneTaskInTimeIsNone() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        var incident = world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        assertThat(conformance.of(incident)).isEmpty();

        world.passes(Duration.ofMinutes(31));
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.untilNothingMoves();

        assertThat(conformance.of(incident)).anySatisfy(it -> {
            assertThat(it.kind()).isEqualTo(Kind.LATE);
            assertThat(it.done()).contains("later");
        });
    }
}
