package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.lifecycle.Lifecycle;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A post-mortem that stays incomplete. This class has a database of its own, because two days pass in it: open
 * incidents of other tests would page for all of that time.
 */
@StoryTest
class OverduePostMortemStoryTests {

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    Accounts accounts;

    @Test
    void aPostMortemThatIsOverdueIsRemindedOfAndStaysOpen() throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        var incident =
                world.raise("mosaic-gitea", "high-load", Map.of("alertSeverity", "critical", "usersAffected", "none"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        world.completes("carla", "UserTask_LeadResponse", incident, Map.of("mitigation", "By hand"));
        lifecycle.alertsCleared(incident);
        world.passes(Duration.ofMinutes(5));
        world.completes(
                "carla",
                "UserTask_ConfirmResolution",
                incident,
                Map.of("resolutionDecision", "resolved", "resolution", "Restarted", "rootCause", "A crawler"));
        OutsideWorld.forgetMail();

        world.passes(Duration.ofHours(49));

        assertThat(OutsideWorld.subjectsTo("carla@example.test")).anyMatch(it -> it.contains(incident.value()));
        assertThat(OutsideWorld.subjectsTo("carla@example.test")).noneMatch(it -> it.contains("ESCALATED"));

        world.passes(Duration.ofHours(25));

        assertThat(OutsideWorld.subjectsTo("carla@example.test")).anyMatch(it -> it.contains("ESCALATED"));
        world.processes(incident).areWaitingAtExactly("UserTask_CompletePostMortem");
    }
}
