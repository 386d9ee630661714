package dev.firebreak.board.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.engine.TestModels;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.output.StepOutputs;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
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

    @Autowired
    RepositoryService models;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    @Autowired
    Deliveries deliveries;

    @Autowired
    StepOutputs outputs;

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
    @Tag("F29")
    void outputOfARunningStepIsAnEventForThoseWhoMaySeeTheIncident() {
        var hidden = opened();
        members.add(hidden, "liveRex", IncidentMembers.Part.ADDED);
        members.restrict(hidden);
        try (var olivia = reader("liveOlivia", "");
                var rex = reader("liveRex", "");
                var secret = outputs.watch(hidden, "test.watch", "Watch", "x", true);
                var open = outputs.watch(incident, "test.watch", "Watch", "x", true)) {
            olivia.next("hello");
            rex.next("hello");

            secret.line("one");
            secret.beat();
            assertThat(rex.next("output").data()).contains(hidden.value(), "\"lines\":1");
            open.line("one");
            open.beat();

            assertThat(olivia.next("output").data()).contains(incident.value(), "\"lines\":1");
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

    @Test
    void aClaimedTaskAndAnEndedDeliveryAreNewsToo() {
        var model = models.createDeployment()
                .addString("claimed.bpmn", TestModels.process("claimed", """
                        <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Wait"/>
                        <bpmn:userTask id="Wait" camunda:candidateGroups="commander"/>
                        """))
                .deploy();
        var process = runtime.startProcessInstanceByKey("claimed", incident.value());
        var task = tasks.createTaskQuery().processInstanceId(process.getId()).singleResult();
        try (var reader = reader("liveOlivia", "")) {
            reader.next("hello");

            tasks.claim(task.getId(), "liveRex");
            assertThat(reader.next(it -> isOf(it, incident)).name()).isEqualTo("changed");

            var key = new NotificationKey(incident, "update.x", false);
            var rex = new Contact("rex", "Rex Responder", "rex@example.org");
            deliveries.due(key, rex, "mail");
            deliveries.settle(key, rex, "mail", DeliveryState.SENT, null);
            deliveries.tell(key);
            assertThat(reader.next(it -> isOf(it, incident)).name()).isEqualTo("changed");
        } finally {
            models.deleteDeployment(model.getId(), true);
        }
    }

    @Test
    @Tag("C12")
    void readersThatTakeNothingAndDieHoldNoThreadAndLeaveTheirPlaces() throws Exception {
        var dead = new ArrayList<Socket>();
        try (var olivia = reader("liveOlivia", "")) {
            olivia.next("hello");
            for (var n = 0; n < LiveStreams.PER_PERSON; n++) {
                dead.add(deafReader("liveRex"));
            }
            Until.within(Duration.ofSeconds(10)).see("all have a stream", () -> status("liveRex") == 429);

            timeline.add(incident, "Something is new", "test");

            olivia.next(it -> isOf(it, incident));
            assertThat(threadsIn("dev.firebreak.board.live")).isSubsetOf("live-streams");
            for (var socket : dead) {
                socket.setSoLinger(true, 0); // a device that goes away
                socket.close();
            }
            Until.within(Duration.ofSeconds(20)).see("their places are free", () -> {
                timeline.add(incident, "Something else is new", "test");
                return status("liveRex") == 200;
            });
        } finally {
            for (var socket : dead) {
                socket.close();
            }
            streams.stop();
            streams.start();
        }
    }

    /** A connection that asks for the stream and never reads. */
    private Socket deafReader(String person) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        var request = "GET /api/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\nAuthorization: "
                + HttpVisitor.basic(person, PASSWORD) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** The names of the threads that run code of this package now. */
    private static Set<String> threadsIn(String packageName) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith(packageName)
                                && !frame.getClassName().contains("Test")
                                && !frame.getClassName().contains("EventReader")))
                .map(thread -> thread.getKey().getName())
                .collect(Collectors.toSet());
    }

    private int status(String person) {
        return new HttpVisitor(port)
                .send("GET", "/api/events", null, Map.of("Authorization", HttpVisitor.basic(person, PASSWORD)))
                .statusCode();
    }
}
