package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the engine's REST API, and so Tasklist, answers to a form that Firebreak refuses after the engine's checks. */
@StoryTest
class TaskRefusalStoryTests {

    private static final String PASSWORD = "violet-harbour-1";

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @BeforeEach
    void aCommander() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", PASSWORD, Set.of(Role.COMMANDER));
    }

    @Test
    void anotherSeverityWithoutAReasonIsABadRequestInTheFieldsWords() {
        var incident = world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", "medium"));
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var task = world.task("UserTask_ConfirmSeverity", incident).getId();

        var answer = complete(task, "\"confirmedSeverity\":{\"value\":\"P2\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .contains("severityReason: say why it is P2 and not P3")
                .doesNotContain("at dev.firebreak", "stackTrace");
        assertThat(world.task("UserTask_ConfirmSeverity", incident).getId()).isEqualTo(task);
    }

    private HttpResponse<String> complete(String task, String variables) {
        return new HttpVisitor(port)
                .send(
                        "POST",
                        "/engine-rest/task/" + task + "/complete",
                        "{\"variables\":{" + variables + "}}",
                        Map.of(
                                "Authorization",
                                HttpVisitor.basic("carla", PASSWORD),
                                "Content-Type",
                                "application/json"));
    }
}
