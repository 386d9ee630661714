package dev.firebreak.board.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;

@FirebreakTest
class LiveEventsTests {

    private static final String PASSWORD = "quiet-river-stone";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    IdentityService identity;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    Timeline timeline;

    @Autowired
    LiveStreams streams;

    private IncidentId incident;

    @BeforeEach
    void anIncident() {
        for (var person : new String[] {"liveOlivia", "liveRex"}) {
            accounts.createIfMissing(person, person, person + "@example.org", PASSWORD, Set.of(Role.OBSERVER));
        }
        incident = opened();
    }

    private IncidentId opened() {
        return incidents.open(new NewIncident("Pool exhausted", "mosaic-x", "pool", null, "test", false));
    }

    @AfterEach
    void theBoardIsEmptyAgain() {
        incidents.end(incident, IncidentStatus.CANCELLED, null);
    }

    private EventReader reader(String person, String query) {
        return new EventReader(port, HttpVisitor.basic(person, PASSWORD), query);
    }

    private static boolean isOf(EventReader.Event event, IncidentId incident) {
        return event.data().contains(incident.value());
    }

    @Test
    @Tag("C12")
    void aReaderThatComesBackMissesNothing() {
        String seen;
        try (var reader = reader("liveOlivia", "")) {
            assertThat(reader.next("hello").data()).contains("\"now\":");
            timeline.reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
            var event = reader.next(it -> isOf(it, incident));
            assertThat(event.name()).isEqualTo("acknowledged");
            seen = event.id();
        }
        timeline.reach(incident, Milestone.COMMANDED, "Carla took command", "carla");

        try (var again = reader("liveOlivia", "?after=" + seen)) {
            assertThat(again.next(it -> isOf(it, incident)).name()).isEqualTo("commanded");
            assertThat(Long.parseLong(again.next("hello").id())).isGreaterThan(Long.parseLong(seen));
        }
    }

    @Test
    void aCursorThatIsUnknownStartsAgain() {
        try (var reader = reader("liveOlivia", "?after=999999999999")) {
            assertThat(reader.next(it -> !it.name().equals("beat")).name()).isEqualTo("reset");
        }
        var answer = new HttpVisitor(port)
                .send(
                        "GET",
                        "/api/events?after=yesterday",
                        null,
                        Map.of("Authorization", HttpVisitor.basic("liveOlivia", PASSWORD)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("after: a cursor is the id of an event");
    }

    @Test
    @Tag("H29")
    void onlyMembersHearOfAMembersOnlyIncident_alsoOfWhatWasBefore() {
        var hidden = opened();
        try (var olivia = reader("liveOlivia", "");
                var rex = reader("liveRex", "")) {
            var cursor = olivia.next("hello").id();
            rex.next("hello");
            members.add(hidden, "liveRex", IncidentMembers.Part.ADDED);
            members.restrict(hidden);

            timeline.reach(hidden, Milestone.ACKNOWLEDGED, "Acknowledged", "liveRex");
            timeline.reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "liveRex");

            rex.next(it -> isOf(it, hidden));
            assertThat(isOf(olivia.next(it -> isOf(it, hidden) || isOf(it, incident)), incident))
                    .isTrue();
            try (var again = reader("liveOlivia", "?after=" + cursor)) {
                assertThat(isOf(again.next(it -> isOf(it, hidden) || isOf(it, incident)), incident))
                        .isTrue();
            }
        } finally {
            incidents.end(hidden, IncidentStatus.CANCELLED, null);
        }
    }

    @Test
    @Tag("H22")
    void aChangedRoleEndsTheStream() {
        accounts.createIfMissing("liveMilo", "Milo", "m@example.org", PASSWORD, Set.of(Role.MODELER));
        try (var milo = reader("liveMilo", "");
                var olivia = reader("liveOlivia", "")) {
            milo.next("hello");
            olivia.next("hello");
            identity.createMembership("liveMilo", "observer");

            streams.endWhatChanged();

            milo.ends();
            timeline.add(incident, "Still here", "test");
            olivia.next(it -> isOf(it, incident));
        } finally {
            identity.deleteMembership("liveMilo", "observer");
        }
    }

    @Test
    void aLogoutEndsTheStream() {
        var browser = new HttpVisitor(port);
        browser.login("liveOlivia", PASSWORD);
        try (var stream = new EventReader(browser.stream("/api/events"))) {
            stream.next("hello");

            browser.form("/logout", Map.of("_csrf", browser.csrfOf("/")));

            stream.ends();
        }
    }

    @Test
    @Tag("A18")
    void aShutdownEndsAllStreamsBeforeTheWebServerWaitsForRequests() {
        assertThat(streams.getPhase()).isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
        try (var reader = reader("liveOlivia", "")) {
            reader.next("hello");

            streams.stop();

            reader.ends();
            assertThat(status("liveOlivia")).isEqualTo(503);
        } finally {
            streams.start();
        }
    }

    @Test
    void aPersonHasSoManyStreamsAndNoMore() {
        var own = new ArrayList<EventReader>();
        try {
            for (var n = 0; n < LiveStreams.PER_PERSON; n++) {
                own.add(reader("liveRex", ""));
            }
            assertThat(status("liveRex")).isEqualTo(429);
            assertThat(status("liveOlivia")).isEqualTo(200);
        } finally {
            own.forEach(EventReader::close);
            streams.stop();
            streams.start();
        }
    }

    private int status(String person) {
        return new HttpVisitor(port)
                .send("GET", "/api/events", null, Map.of("Authorization", HttpVisitor.basic(person, PASSWORD)))
                .statusCode();
    }
}
