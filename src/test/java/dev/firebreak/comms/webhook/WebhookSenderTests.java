package dev.firebreak.comms.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.MovableClock;
import dev.firebreak.board.reference.ApiDocument;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveriesFixture;
import dev.firebreak.comms.delivery.DeliveryRecord;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.comms.webhook.WebhookSettings.Webhook;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.web.PublicAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class WebhookSenderTests {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock();
    private final InMemoryRecord record =
            new InMemoryRecord(clock, "V5__comms", "V25__page_bundles", "V32__webhooks", "V65__service_change");
    private final Deliveries deliveries = DeliveriesFixture.deliveries(record);
    private WebhookReceiver receiver;
    private WebhookSender sender;

    @BeforeEach
    void listen() throws IOException {
        receiver = new WebhookReceiver();
        sender = sender(hook(receiver.url(), Set.of(), false));
        send();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    @Tag("G18")
    void theSevenEventsOfAnIncidentComeInTheirOrderAndSignedOnceEach() {
        var incident = opened();
        record.timeline().decide(incident, Decision.SEVERITY_CONFIRMED, "Severity P1 confirmed", "carla");
        record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
        record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged again", "rex");
        record.timeline().reach(incident, Milestone.COMMANDED, "carla took command", "carla");
        record.timeline().decide(incident, Decision.NOTE_ADDED, "a note is no event", "carla");
        record.timeline().decide(incident, Decision.UPDATE_GIVEN, "We restart it", "carla");
        record.timeline().reach(incident, Milestone.RESOLVED, "Resolved", "carla");
        record.timeline().decide(incident, Decision.CLOSED, "Incident closed", "incident-lifecycle");

        send();
        send();

        assertThat(receiver.events())
                .containsExactly(
                        "incident.opened",
                        "incident.severity",
                        "incident.acknowledged",
                        "incident.commanded",
                        "incident.update",
                        "incident.resolved",
                        "incident.closed");
        assertThat(receiver.received).allSatisfy(it -> {
            assertThat(it.type()).isEqualTo("application/json");
            assertThat(it.signature())
                    .isEqualTo(WebhookSignature.with(SECRET).of(it.id(), Long.parseLong(it.timestamp()), it.body()));
        });
        assertThat(receiver.received).extracting(WebhookReceiver.Received::id).doesNotHaveDuplicates();
        assertThat(told(incident)).hasSize(7).allSatisfy(it -> {
            assertThat(it.name()).isEqualTo("Webhook crm");
            assertThat(it.state()).isEqualTo(DeliveryState.SENT);
        });
    }

    @Test
    @Tag("G18")
    void thePayloadSaysWhatHappenedAndHowTheIncidentStands() {
        var incident = opened();

        send();

        assertThat(receiver.received.get(0).body())
                .isEqualTo(
                        "{\"type\":\"incident.opened\",\"timestamp\":\"2026-11-22T07:16:30Z\",\"data\":{\"schema\":1,"
                                + "\"what\":\"Alert raised\",\"who\":\"alertmanager\",\"incident\":{\"id\":\""
                                + incident
                                + "\",\"url\":\"https://incidents.example/incidents/" + incident
                                + "\",\"title\":\"Pool exhausted\",\"service\":\"mosaic-postgres\",\"symptom\":\"pool\","
                                + "\"severity\":null,\"proposedSeverity\":null,\"status\":\"INVESTIGATING\",\"commander\":null,"
                                + "\"acknowledgedBy\":null,\"drill\":false,\"lifeSafety\":false,\"openedAt\":\"2026-11-22T07:16:30Z\","
                                + "\"resolvedAt\":null,\"closedAt\":null,\"mergedInto\":null}}}");
    }

    @Test
    @Tag("G18")
    void thePayloadHasTheFieldsThatTheReferenceNames() throws IOException {
        opened();
        send();

        var document = new ApiDocument();
        assertFields(
                document,
                document.root().at("/components/schemas/Event"),
                new ObjectMapper().readTree(receiver.received.get(0).body()));
    }

    private static void assertFields(ApiDocument document, JsonNode schema, JsonNode value) {
        assertThat(value.properties().stream().map(Map.Entry::getKey))
                .containsExactlyElementsOf(schema.path("properties").properties().stream()
                        .map(Map.Entry::getKey)
                        .toList());
        value.properties().stream()
                .filter(field -> field.getValue().isObject())
                .forEach(field -> assertFields(
                        document, document.resolved(schema.path("properties").path(field.getKey())), field.getValue()));
    }

    /** The vector of the standard's specification. */
    @Test
    @Tag("G18")
    void theSignatureIsThatOfStandardWebhooks() {
        assertThat(WebhookSignature.with(SECRET)
                        .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_***"})
    @Tag("G18")
    void aSecretOfAnotherFormIsRefusedWithoutShowingIt(String secret) {
        assertThatThrownBy(() -> WebhookSignature.with(secret))
                .hasMessage("the secret must be whsec_ and 24 to 64 bytes in base64")
                .hasNoCause();
    }

    @Test
    @Tag("G18")
    void aFailedTryIsRepeatedWithTheSameIdAndBodyBeforeLaterEventsOfTheIncidentAndNotOfOthers() {
        var incident = opened();
        receiver.answers = WebhookReceiver.status(500);
        send();
        var first = receiver.received.get(0);
        assertThat(told(incident).get(0).why()).isEqualTo("the receiver answers 500");
        assertThat(told(incident).get(0).state()).isEqualTo(DeliveryState.DUE);

        record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
        var other = opened();
        receiver.answers = WebhookReceiver.status(200);
        send();
        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.get(1).body()).contains(other.value());

        clock.passes(Duration.ofSeconds(2));
        send();
        assertThat(receiver.events())
                .containsExactly("incident.opened", "incident.opened", "incident.opened", "incident.acknowledged");
        assertThat(receiver.received.get(2).id()).isEqualTo(first.id());
        assertThat(receiver.received.get(2).body()).isEqualTo(first.body());
        assertThat(receiver.received.get(2).signature()).isNotEqualTo(first.signature());
    }

    @Test
    @Tag("G18")
    void retryAfterIsHonoured() {
        opened();
        receiver.answers = WebhookReceiver.status(429, "Retry-After", "120");
        send();
        receiver.answers = WebhookReceiver.status(200);

        clock.passes(Duration.ofSeconds(119));
        send();
        assertThat(receiver.received).hasSize(1);

        clock.passes(Duration.ofSeconds(2));
        send();
        assertThat(receiver.received).hasSize(2);
    }

    @Test
    @Tag("G18")
    void aReceiverThatIsGoneGetsNothingUntilItsAddressChanges() throws IOException {
        var incident = opened();
        receiver.answers = WebhookReceiver.status(410);
        send();
        record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
        clock.passes(Duration.ofHours(1));
        send();

        assertThat(receiver.received).hasSize(1);
        assertThat(told(incident).get(0).state()).isEqualTo(DeliveryState.REFUSED);

        try (var elsewhere = new WebhookReceiver()) {
            sender(hook(elsewhere.url(), Set.of(), false)).sendDue("crm");
            assertThat(elsewhere.events()).containsExactly("incident.acknowledged");
        }
    }

    @Test
    @Tag("G18")
    void aDayWithoutSuccessEndsTheRetries() {
        var incident = opened();
        receiver.answers = WebhookReceiver.status(503);
        send();
        clock.passes(Duration.ofDays(1));
        send();

        assertThat(told(incident).get(0).state()).isEqualTo(DeliveryState.GIVEN_UP);
        assertThat(told(incident).get(0).attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307"})
    @Tag("H11")
    void aRedirectIsNotFollowed(int status) throws IOException {
        try (var elsewhere = new WebhookReceiver()) {
            opened();
            receiver.answers =
                    WebhookReceiver.status(status, "Location", elsewhere.url().toString());

            send();

            assertThat(elsewhere.received).isEmpty();
        }
    }

    @Test
    @Tag("G6")
    void anAnswerThatNeverComesOrNeverEndsHoldsNothingUp() {
        var incident = opened();
        receiver.answers = receiver.silence();
        sender(new WebhookSettings(
                        Map.of("crm", new Webhook(receiver.url(), "secret://crm", Set.of(), false, SHORT, false))))
                .sendDue("crm");
        assertThat(told(incident).get(0).why()).isEqualTo("the receiver did not answer within 300 ms");

        receiver.answers = receiver.endless();
        clock.passes(Duration.ofMinutes(1));
        send();
        assertThat(told(incident).get(0).state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    @Tag("H29")
    void membersOnlyIncidentsStayInsideUnlessTheReceiverIsTrusted() throws IOException {
        var before = opened();
        receiver.answers = WebhookReceiver.status(500);
        send();
        record.members().restrict(before);
        var after = opened();
        record.members().restrict(after);
        receiver.answers = WebhookReceiver.status(200);
        clock.passes(Duration.ofMinutes(1));
        send();

        assertThat(receiver.received)
                .as("only the try before it was restricted")
                .hasSize(1);
        assertThat(told(before).get(0).state()).isEqualTo(DeliveryState.REFUSED);
        assertThat(told(after)).isEmpty();

        try (var trusted = new WebhookReceiver()) {
            sender(hook(trusted.url(), Set.of(), true)).sendDue("crm");
            assertThat(trusted.received).hasSize(1);
        }
    }

    @Test
    @Tag("G18")
    void aReceiverHearsOnlyWhatItWantsAndNothingOfTheTimeBefore() throws IOException {
        try (var narrow = new WebhookReceiver()) {
            var incident = opened();
            var settings =
                    new WebhookSettings(Map.of("late", hook(narrow.url(), Set.of(WebhookEventType.RESOLVED), false)));
            var late = sender(settings);
            late.sendDue("late");
            record.timeline().reach(incident, Milestone.ACKNOWLEDGED, "Acknowledged", "rex");
            record.timeline().reach(incident, Milestone.RESOLVED, "Resolved", "carla");
            late.sendDue("late");

            assertThat(narrow.events()).containsExactly("incident.resolved");
        }
    }

    @Test
    @Tag("G18")
    void twoNodesSendAnEventOnceAndAnEntryThatCommitsLateIsNotSkipped() {
        var incident = opened();
        record.jdbc()
                .sql("insert into timeline_entry (number, incident_id, at, milestone, what, who, action)"
                        + " overriding system value values (100, ?, ?, 'ACKNOWLEDGED', 'Acknowledged', 'rex', ?)")
                .params(incident.value(), Timestamps.at(clock.instant()), Milestone.ACKNOWLEDGED.action())
                .update();
        var second = sender(hook(receiver.url(), Set.of(), false));
        receiver.answers = exchange -> {
            second.sendDue("crm");
            WebhookReceiver.status(200).to(exchange);
        };
        send();
        receiver.answers = WebhookReceiver.status(200);
        assertThat(receiver.events()).containsExactly("incident.opened", "incident.acknowledged");

        // Between the two numbers: its transaction began earlier and committed later.
        clock.passes(Duration.ofMinutes(5));
        send();
        record.timeline().reach(incident, Milestone.COMMANDED, "took command", "carla");
        send();
        assertThat(receiver.events()).endsWith("incident.commanded");
    }

    @Test
    @Tag("G18")
    void aMissingSecretIsAReasonAndNoLostEvent() {
        var incident = opened();
        var other = new WebhookSettings(
                Map.of("crm", new Webhook(receiver.url(), "secret://not-there", Set.of(), false, SHORT, false)));

        sender(other).sendDue("crm");
        assertThat(told(incident).get(0).why()).contains("secret://not-there");

        clock.passes(Duration.ofSeconds(2));
        send();
        assertThat(receiver.events()).containsExactly("incident.opened");
    }

    @ParameterizedTest
    @CsvSource({
        "crm,   http://example.org/x,       secret://crm, url",
        "crm,   https://u:p@example.org/x,  secret://crm, url",
        "crm,   ftp://example.org/x,        secret://crm, url",
        "crm,   https://example.org/x,      plain,        secret",
        "Cr M,  https://example.org/x,      secret://crm, kebab-case"
    })
    @Tag("G18")
    void badSettingsAreRefusedByName(String name, URI url, String secret, String words) {
        var webhook = new Webhook(url, secret, Set.of(), false, SHORT, false);

        assertThatThrownBy(() -> new WebhookSettings(Map.of(name, webhook))).hasMessageContaining(words);
    }

    private IncidentId opened() {
        var incident = record.incident();
        record.timeline().reach(incident, Milestone.ALERTED, "Alert raised", "alertmanager");
        return incident;
    }

    private List<DeliveryRecord> told(IncidentId incident) {
        return deliveries.of(incident);
    }

    private void send() {
        sender.sendDue("crm");
    }

    private static Webhook hook(URI url, Set<WebhookEventType> events, boolean membersOnly) {
        return new Webhook(url, "secret://crm", events, membersOnly, LONG, false);
    }

    private WebhookSender sender(Webhook webhook) {
        return sender(new WebhookSettings(Map.of("crm", webhook)));
    }

    @Test
    @Tag("G40")
    void aTrackerHearsWhatOpensUpdatesAndResolves_andItsReferenceIsKept() {
        receiver.answers = json("{\"reference\": \"OPS-<12>\", \"url\": \"https://tracker.example/OPS-12\"}");
        sender = sender(new Webhook(receiver.url(), "secret://crm", Set.of(), false, LONG, true));
        var incident = opened();
        record.timeline().reach(incident, Milestone.COMMANDED, "carla took command", "carla");
        record.timeline().decide(incident, Decision.UPDATE_GIVEN, "We restart it", "carla");
        record.timeline().reach(incident, Milestone.RESOLVED, "Resolved", "carla");

        send();

        assertThat(receiver.events()).containsExactly("incident.opened", "incident.update", "incident.resolved");
        assertThat(tickets().of(incident))
                .containsExactly(new Ticket("crm", "OPS-<12>", "https://tracker.example/OPS-12"));
    }

    @Test
    @Tag("G40")
    void aDrillReachesNoTracker_andOthersLearnThatItIsOne() throws IOException {
        var drill =
                record.incidents().open(new NewIncident("Drill: pool", "mosaic-postgres", "pool", null, "drill", true));
        record.timeline().reach(drill, Milestone.ALERTED, "Alert raised", "alertmanager");
        send();
        assertThat(receiver.received)
                .singleElement()
                .satisfies(event -> assertThat(new ObjectMapper()
                                .readTree(event.body())
                                .at("/data/incident/drill")
                                .asBoolean())
                        .isTrue());

        try (var tickets = new WebhookReceiver()) {
            sender(new Webhook(tickets.url(), "secret://crm", Set.of(), false, LONG, true))
                    .sendDue("crm");
            record.timeline().reach(drill, Milestone.RESOLVED, "Resolved", "carla");
            sender(new Webhook(tickets.url(), "secret://crm", Set.of(), false, LONG, true))
                    .sendDue("crm");
            assertThat(tickets.received).isEmpty();
        }
    }

    @Test
    @Tag("G40")
    void aTrackerThatAnswersAfterTheTimeOutGetsTheSameKeyAgain_andOneTicketIsKept() {
        sender = sender(new Webhook(receiver.url(), "secret://crm", Set.of(), false, SHORT, true));
        receiver.answers = receiver.silence();
        var incident = opened();
        send();
        assertThat(tickets().of(incident)).isEmpty();

        receiver.answers = json("{\"reference\": 12, \"url\": \"javascript:alert(1)\"}");
        clock.passes(Duration.ofSeconds(2));
        send();

        assertThat(receiver.received).hasSize(2);
        assertThat(receiver.received.get(1).id())
                .isEqualTo(receiver.received.get(0).id());
        assertThat(tickets().of(incident)).containsExactly(new Ticket("crm", "12", null));
    }

    @Test
    @Tag("G40")
    void aTrackerThatAnswersNoReferenceKeepsNoTicket() {
        for (var answer : List.of("OK", "[]", "{}", "null", "{\"reference\": {}}")) {
            receiver.answers = json(answer);
            sender = sender(new Webhook(receiver.url(), "secret://crm", Set.of(), false, LONG, true));
            var incident = opened();

            send();

            assertThat(tickets().of(incident)).as(answer).isEmpty();
        }
    }

    private Tickets tickets() {
        return new Tickets(record.jdbc(), clock);
    }

    private static WebhookReceiver.Answers json(String body) {
        return exchange -> {
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private WebhookSender sender(WebhookSettings settings) {
        var address = new PublicAddress(URI.create("https://incidents.example"));
        var queue = new WebhookQueue(record.jdbc(), record.incidents(), deliveries, new WebhookPayload(address), clock);
        return new WebhookSender(
                settings,
                queue,
                new WebhookClient(),
                tickets(),
                record.members(),
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_CRM", SECRET)),
                clock);
    }
}
