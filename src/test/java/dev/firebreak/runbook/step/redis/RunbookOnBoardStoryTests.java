package dev.firebreak.runbook.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.runbook.Runbooks;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The card *Runbook* of the incident page, as a browser without JavaScript shows and sends it. */
class RunbookOnBoardStoryTests extends PlayedTargetsStory {

    private static final String MEMORY = "redis-memory-full";
    private static final String PERSISTENCE = "redis-persistence-failure";
    private static final Map<String, String> PASSWORDS = Map.of(
            "carla",
            "violet-harbour-1",
            "rita",
            "amber-lantern-1",
            "olivia",
            "cobalt-thicket-1",
            "cleo",
            "amber-lantern-1");

    @Autowired
    FakeRedis redis;

    @Autowired
    Runbooks runbooks;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @BeforeEach
    void people() {
        redis.reset();
        account("rita", Role.RESPONDER);
        account("olivia", Role.OBSERVER);
        account("cleo", Role.COMMANDER);
    }

    private void account(String id, Role role) {
        accounts.createIfMissing(id, id, id + "@example.test", PASSWORDS.get(id), Set.of(role));
    }

    @Test
    void aCommanderStopsAndStartsTheRunbook_andASecondPressChangesNothing() {
        var incident = respondedTo("mosaic-redis", "memory-full");
        var carla = visitor("carla");
        assertThat(card(carla, incident))
                .contains(
                        "Runbook redis-memory-full runs.", "Stop or change the runbook", "None: stop redis-memory-full")
                .contains("<option value=\"redis-persistence-failure\">redis-persistence-failure</option>")
                .doesNotContain("postgres-corruption");
        var stop = pressed(carla, incident, MEMORY, "none", "I know better");

        assertThat(presses(carla, incident, stop)).contains("Runbook redis-memory-full is stopped. People lead.");
        assertThat(card(carla, incident)).contains("No runbook runs: people lead.", "Start a runbook");
        assertThat(presses(carla, incident, stop))
                .contains("The runbook has ended meanwhile: another person changed it since this page was opened");

        var start = pressed(carla, incident, "none", PERSISTENCE, "Perhaps the disk");
        assertThat(presses(carla, incident, start)).contains("Runbook redis-persistence-failure is ordered.");
        assertThat(presses(carla, incident, start)).contains("Runbook redis-persistence-failure is running now");
        assertThat(runbooks.stateOf(incident).running()).isEqualTo(PERSISTENCE);
    }

    @Test
    void badInputNamesTheFieldAndKeepsWhatWasTyped() {
        var incident = respondedTo("mosaic-redis", "memory-full");
        var carla = visitor("carla");

        assertThat(presses(carla, incident, pressed(carla, incident, MEMORY, "none", " ")))
                .contains("Reason: must not be blank.", "<option value=\"none\" selected>");
        assertThat(presses(carla, incident, pressed(carla, incident, MEMORY, "no-such-runbook", "Try it")))
                .contains("Runbook: must be none or one of [", "value=\"Try it\"");
        assertThat(presses(carla, incident, pressed(carla, incident, MEMORY, MEMORY, "Again")))
                .contains("Nothing was done");
        assertThat(runbooks.stateOf(incident).running()).isEqualTo(MEMORY);
    }

    @Test
    void whoIsNoCommanderSeesWhatRunsAndASentence_andIsRefusedByTheServer() {
        var incident = respondedTo("mosaic-redis", "memory-full");
        var carla = visitor("carla");

        for (var person : new String[] {"rita", "olivia"}) {
            var other = visitor(person);
            assertThat(card(other, incident))
                    .contains("Runbook redis-memory-full runs.", "This is for commanders; you are ")
                    .doesNotContain("<form");
            var stop = pressed(carla, incident, MEMORY, "none", "Stop");
            stop.put("_csrf", other.csrfOf("/"));
            assertThat(other.press(path(incident), stop).statusCode())
                    .as(person)
                    .isEqualTo(403);
        }
        assertThat(runbooks.stateOf(incident).running()).isEqualTo(MEMORY);
    }

    @Test
    @Tag("H29")
    void theRunbookOfAHiddenIncidentIsNotFound() {
        var hidden =
                world.raise("mosaic-redis", "memory-full", Map.of("alertSeverity", "high", "securityIssue", "yes"));
        world.untilNothingMoves();
        responded(hidden);
        var cleo = visitor("cleo");

        var stop = Map.of("_csrf", cleo.csrfOf("/"), "runbook", "none", "reason", "Not mine", "seen", MEMORY);

        assertThat(cleo.press(path(hidden), stop).statusCode()).isEqualTo(404);
        assertThat(cleo.page("/incidents/" + hidden).statusCode()).isEqualTo(404);
        assertThat(runbooks.stateOf(hidden).running()).isEqualTo(MEMORY);
    }

    @Test
    void aServiceWithoutATargetHasNoRunbookToStart() {
        var incident = respondedTo("gitops-dashboard", "makes-strange-noises");

        assertThat(card(visitor("carla"), incident))
                .contains("The catalogue has no target or no runbook for gitops-dashboard.")
                .doesNotContain("<form");
    }

    @Test
    void beforeTheResponseThereIsNoSuchCard() {
        var incident = world.raise("mosaic-redis", "memory-full", Map.of("alertSeverity", "high"));
        world.untilNothingMoves();

        assertThat(visitor("carla").page("/incidents/" + incident).body())
                .contains("id=\"runbook-box\"")
                .doesNotContain("id=\"runbook-order-head\"");
    }

    private String presses(HttpVisitor person, IncidentId incident, Map<String, String> form) {
        var answer = person.press(path(incident), form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        world.untilNothingMoves();
        return person.page("/incidents/" + incident).body();
    }

    private Map<String, String> pressed(
            HttpVisitor person, IncidentId incident, String seen, String runbook, String reason) {
        assertThat(card(person, incident)).contains("name=\"seen\" value=\"" + seen + "\"");
        return new HashMap<>(Map.of(
                "_csrf", person.csrfOf("/incidents/" + incident), "seen", seen, "runbook", runbook, "reason", reason));
    }

    private static String card(HttpVisitor person, IncidentId incident) {
        var page = person.page("/incidents/" + incident).body();
        var from = page.indexOf("id=\"runbook-box\"");
        return page.substring(from, page.indexOf("id=\"drawings\"", from));
    }

    private static String path(IncidentId incident) {
        return "/incidents/" + incident + "/runbook";
    }

    private HttpVisitor visitor(String person) {
        var visitor = new HttpVisitor(port);
        visitor.login(person, PASSWORDS.get(person));
        return visitor;
    }
}
