package dev.firebreak.comms.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.OutsideWorld;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.SecretRedactor;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.command.IncidentActions;
import dev.firebreak.lifecycle.command.IncidentRequests;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.env.MockEnvironment;

/** An update is written once, and board, API, Slack, mail and status page say the same after it. */
@StoryTest
class OneTruthStoryTests {

    private static final String PASSWORD = "correct horse battery";

    @Autowired
    World world;

    @Autowired
    IncidentActions actions;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    Timeline timeline;

    @Autowired
    Accounts accounts;

    @Autowired
    DisplayNames names;

    @Autowired
    Bridges bridges;

    @Autowired
    Rooms rooms;

    @Autowired
    Links links;

    @Autowired
    SecretRedactor redactor;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    @Test
    @Tag("A104")
    void everyChannelSaysTheSameAfterEachUpdate() throws Exception {
        accounts.createIfMissing("otto", "Otto", "otto@example.test", PASSWORD, Set.of(Role.COMMANDER));
        var otto = new HttpVisitor(port);
        otto.login("otto", PASSWORD);
        try (var slack = new FakeSlackApi()) {
            var loop = loop(slack);
            var incident = commanded();

            for (var status : List.of("identified", "monitoring")) {
                OutsideWorld.forget();
                actions.update(incident, new IncidentRequests.Update("Now " + status, null, null, status), "otto");
                world.untilNothingMoves();
                actions.update(incident, new IncidentRequests.Update("We are " + status, "customers", null), "otto");
                world.passes(Duration.ofSeconds(15));
                loop.keep();

                assertThat(otto.get("/api/incidents/" + incident).body())
                        .as("API")
                        .contains("\"status\":\"" + status.toUpperCase(Locale.ROOT) + "\"");
                assertThat(otto.page("/incidents/" + incident).body())
                        .as("board")
                        .contains("status-" + status)
                        .contains("Now " + status);
                var channel = slack.channels().get(0);
                assertThat(slack.topic(channel.id())).as("Slack's topic").contains("P1 " + status);
                assertThat(channel.messages()).as("Slack").anyMatch(message -> message.contains("Now " + status));
                assertThat(OutsideWorld.textsTo("rex@example.test"))
                        .as("mail")
                        .anyMatch(text -> text.contains("Now " + status) && text.contains("Status:       " + status));
                assertThat(statusPageWith("We are " + status)).as("status page").contains("We are " + status);
            }
        }
    }

    /** The page is made at most every two seconds. */
    private String statusPageWith(String text) throws InterruptedException {
        var page = "";
        for (var look = 0; look < 100 && !page.contains(text); look++) {
            Thread.sleep(100);
            page = new HttpVisitor(port).get("/status.json").body();
        }
        return page;
    }

    private RoomLoop loop(FakeSlackApi slack) {
        var settings = new RoomSettings(
                "secret://slack-bot", null, slack.address(), EnumSet.of(Severity.P1), Duration.ofSeconds(5));
        var secrets =
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_SLACK_BOT", "xoxb-sample"));
        var reconciler = new RoomReconciler(
                new SlackWebApi(settings, secrets),
                rooms,
                incidents,
                members,
                timeline,
                bridges,
                accounts,
                names,
                links,
                redactor);
        return new RoomLoop(settings, rooms, reconciler, clock);
    }

    private IncidentId commanded() {
        var incident = world.raise("mosaic-bookstack", "slow", Map.of("alertSeverity", "critical"));
        world.untilNothingMoves();
        world.completes("otto", "UserTask_TakeCommand", incident, Map.of());
        world.completes("otto", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        return incident;
    }
}
