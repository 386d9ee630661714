package dev.firebreak.comms.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.InMemoryAccounts;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.comms.message.Links;
import dev.firebreak.comms.message.SecretRedactor;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Slack channel of an incident, with a server that behaves like Slack's Web API. */
class RoomLoopTests {

    private final FakeSlackApi slack = new FakeSlackApi();
    private final CommsFixture comms = new CommsFixture();
    private final Accounts accounts = new InMemoryAccounts();
    private Rooms rooms;
    private RoomLoop loop;

    @BeforeEach
    void anIncidentWithACommander() {
        comms.environment
                .withProperty("FIREBREAK_SECRET_SLACK_BOT", "xoxb-sample")
                .withProperty("firebreak.rooms.bridge", "https://meet.example.org/{room}");
        comms.incidents().classify(comms.incident, Severity.P1, null);
        comms.incidents().command(comms.incident, "rita");
        accounts.createIfMissing("rita", "Rita", "rita@example.org", "violet-harbour-1", Set.of(Role.COMMANDER));
        loop = loop(slack.address());
    }

    private RoomLoop loop(URI api) {
        var settings =
                new RoomSettings("secret://slack-bot", null, api, EnumSet.of(Severity.P1), Duration.ofSeconds(5));
        var members = comms.bean(IncidentMembers.class);
        var bridges = comms.bean(Bridges.class);
        rooms = new Rooms(comms.jdbc(), bridges, members, comms.clock);
        var reconciler = new RoomReconciler(
                new SlackWebApi(settings, InMemorySecrets.of(comms.environment)),
                rooms,
                comms.incidents(),
                members,
                comms.timeline(),
                bridges,
                accounts,
                comms.bean(DisplayNames.class),
                comms.bean(Links.class),
                comms.bean(SecretRedactor.class));
        return new RoomLoop(settings, rooms, reconciler, comms.clock);
    }

    @AfterEach
    void close() {
        slack.close();
    }

    @Test
    @Tag("A052")
    void anIncidentGetsAChannelWithAValidNameTopicBookmarksAndPeople() {
        slack.user("U1", "rita@example.org");

        loop.keep();

        var channel = slack.channels().get(0);
        assertThat(channel.name()).isEqualTo(comms.incident.value().toLowerCase(java.util.Locale.ROOT));
        assertThat(channel.isPrivate()).isFalse();
        assertThat(channel.people()).containsExactly("U1");
        assertThat(slack.topic(channel.id())).contains("P1 investigating").contains(comms.incident.value());
        assertThat(slack.bookmarks(channel.id()))
                .containsExactly(
                        "https://firebreak.example.org/incidents/" + comms.incident,
                        "https://meet.example.org/" + channel.name());
    }

    @Test
    @Tag("A052")
    void anAnswerThatGotLostMakesNoSecondChannel() {
        slack.next("conversations.create", "lost");

        loop.keep();
        assertThat(rooms.find(comms.incident).orElseThrow().problem()).contains("conversations.create");
        comms.clock.passes(Duration.ofMinutes(1));
        loop.keep();
        comms.clock.passes(Duration.ofMinutes(1));
        loop.keep();

        assertThat(slack.channels()).hasSize(1);
        var room = rooms.find(comms.incident).orElseThrow();
        assertThat(room.channel()).isEqualTo(slack.channels().get(0).id());
        assertThat(room.problem()).isNull();
    }

    @Test
    @Tag("G4")
    void nothingIsSentBeforeTheTimeThatSlackAskedFor() {
        slack.next("conversations.setTopic", "429");

        loop.keep();
        var calls = slack.calls().size();
        comms.clock.passes(Duration.ofSeconds(6));
        loop.keep();
        assertThat(slack.calls()).hasSize(calls);

        comms.clock.passes(Duration.ofSeconds(2));
        loop.keep();
        assertThat(slack.topic(slack.channels().get(0).id())).contains("investigating");
    }

    @Test
    @Tag("G5")
    void aRefusalIsKeptAsTheReasonAndTriedAgainLater() {
        slack.next("bookmarks.list", "not_in_channel");

        loop.keep();

        assertThat(rooms.find(comms.incident).orElseThrow().problem()).isEqualTo("bookmarks.list: not_in_channel");
        comms.clock.passes(Duration.ofMinutes(1));
        loop.keep();
        assertThat(rooms.find(comms.incident).orElseThrow().problem()).isNull();
    }

    @Test
    @Tag("G5")
    void aPersonWhomSlackRefusesStopsNeitherUpdatesNorOthers_andIsNamed() {
        slack.user("U1", "rita@example.org").user("U2", "sam@example.org");
        accounts.createIfMissing("sam", "Sam", "sam@example.org", "violet-harbour-1", Set.of(Role.RESPONDER));
        comms.bean(IncidentMembers.class).add(comms.incident, "sam", IncidentMembers.Part.PAGED);
        comms.timeline().add(comms.incident, "Update: we look", "rita");
        slack.next("conversations.invite", "user_is_restricted");

        loop.keep();

        var channel = slack.channels().get(0);
        assertThat(channel.messages()).hasSize(1);
        assertThat(channel.people()).hasSize(1);
        comms.clock.passes(Duration.ofSeconds(11));
        slack.next("conversations.setTopic", "internal_error");
        comms.incidents().move(comms.incident, IncidentStatus.IDENTIFIED);
        loop.keep();
        assertThat(rooms.find(comms.incident).orElseThrow().problem())
                .startsWith("conversations.setTopic: internal_error. Not in the channel: ")
                .endsWith(" (conversations.invite: user_is_restricted)");
        comms.clock.passes(Duration.ofMinutes(1));
        loop.keep();

        var room = rooms.find(comms.incident).orElseThrow();
        assertThat(room.problem()).startsWith("Not in the channel: ");
        assertThat(room.attempts()).isZero();
        assertThat(channel.people()).hasSize(1);
    }

    @Test
    @Tag("G5")
    void whatIsNoRefusalOfThePersonIsTriedAgain() {
        slack.user("U1", "rita@example.org");
        slack.next("conversations.invite", "missing_scope");
        loop.keep();
        assertThat(slack.channels().get(0).people()).isEmpty();

        comms.clock.passes(Duration.ofMinutes(1));
        loop.keep();
        assertThat(slack.channels().get(0).people()).containsExactly("U1");
    }

    @Test
    @Tag("A051")
    void anIncidentThatBecomesSecretWaitsForNoBackoff() {
        loop.keep();
        for (var round = 0; round < 5; round++) {
            slack.next("conversations.setTopic", "internal_error");
            comms.incidents()
                    .move(comms.incident, round % 2 == 0 ? IncidentStatus.IDENTIFIED : IncidentStatus.MONITORING);
            comms.clock.passes(Duration.ofMinutes(6));
            loop.keep();
        }

        comms.bean(IncidentMembers.class).restrict(comms.incident);
        rooms.onRestricted(new IncidentMembers.Restricted(comms.incident));
        loop.keep();

        assertThat(slack.archived()).hasSize(1);
        assertThat(slack.channels().get(1).isPrivate()).isTrue();
    }

    @Test
    @Tag("A096")
    void anUpdateIsPostedOnceWithTheColourOfTheStatusAndWithoutMarkup() {
        loop.keep();
        comms.incidents().move(comms.incident, IncidentStatus.IDENTIFIED);
        comms.timeline().add(comms.incident, "Update (identified): \"<!channel>\" & <http://evil|x>", "rita");

        comms.clock.passes(Duration.ofSeconds(11));
        loop.keep();
        comms.clock.passes(Duration.ofSeconds(11));
        loop.keep();

        var channel = slack.channels().get(0);
        assertThat(channel.messages()).singleElement().satisfies(message -> {
            assertThat(message).contains("\"color\":\"danger\"").contains("&lt;!channel&gt;");
            assertThat(message).doesNotContain("<!channel>");
        });
        assertThat(slack.topic(channel.id())).contains("P1 identified");
    }

    @Test
    @Tag("A051")
    void theChannelOfASecurityIncidentIsPrivateAndNobodyCanGuessItsBridge() {
        loop.keep();
        var open = slack.channels().get(0);

        comms.bean(IncidentMembers.class).restrict(comms.incident);
        comms.clock.passes(Duration.ofSeconds(11));
        loop.keep();
        comms.clock.passes(Duration.ofSeconds(11));
        loop.keep();

        assertThat(slack.archived()).containsExactly(open.id());
        var secret = slack.channels().get(1);
        assertThat(secret.isPrivate()).isTrue();
        assertThat(secret.name()).doesNotContain(open.name());
        assertThat(comms.bean(Bridges.class).of(comms.incident).orElseThrow())
                .startsWith("https://meet.example.org/")
                .doesNotContain(open.name())
                .hasSize("https://meet.example.org/".length() + 32);
    }

    @Test
    @Tag("A052")
    void theChannelIsArchivedAtTheEnd() {
        loop.keep();

        comms.incidents().end(comms.incident, IncidentStatus.CLOSED, null);
        comms.clock.passes(Duration.ofSeconds(11));
        loop.keep();

        assertThat(slack.archived()).containsExactly(slack.channels().get(0).id());
        var calls = slack.calls().size();
        comms.clock.passes(Duration.ofMinutes(5));
        loop.keep();
        assertThat(slack.calls()).hasSize(calls);
    }

    @Test
    void withoutSlackTheIncidentGoesOnAndTheReasonIsSaid() {
        var down = loop(URI.create("http://127.0.0.1:1/api"));

        down.keep();

        assertThat(rooms.find(comms.incident).orElseThrow().problem())
                .isEqualTo("conversations.create: can't be reached");
    }
}
