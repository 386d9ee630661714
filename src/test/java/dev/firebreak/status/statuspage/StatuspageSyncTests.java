package dev.firebreak.status.statuspage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.MovableClock;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.InMemoryRecord;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import dev.firebreak.status.PublishedIncidentsFixture;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** Statuspage.io says what our page says, whatever it answers. */
class StatuspageSyncTests {

    private final MovableClock clock = new MovableClock();
    private final InMemoryRecord record = new InMemoryRecord(clock, "V54__status_page", "V69__statuspage");
    private final IncidentId incident = record.incident();
    private StatuspageServer server;
    private StatuspageSync statuspage;

    @BeforeEach
    void listen() throws IOException {
        server = new StatuspageServer();
        statuspage = node();
    }

    private StatuspageSync node() {
        var service = record.incidents().get(incident).service();
        var settings = new StatuspageSettings(
                "p1", "secret://statuspage", Map.of(service, "c1"), server.url(), Duration.ofMillis(500));
        var secrets =
                InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_STATUSPAGE", "key-of-tests"));
        return new StatuspageSync(
                PublishedIncidentsFixture.published(record.jdbc(), clock, Map.of(service, "Git hosting")),
                new StatuspageRows(record.jdbc(), clock),
                new StatuspageClient(settings, secrets),
                settings,
                clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    @Tag("G8")
    @Tag("A100")
    void anIncidentIsOneIncidentThere_andEachTextComesOnce() {
        post("INVESTIGATING", "We look <into> it");
        statuspage.round();
        statuspage.round();
        post("IDENTIFIED", "We found it");
        post("MONITORING", "It works again");
        statuspage.round();
        over();
        statuspage.round();
        statuspage.round();

        assertThat(server.incidents).hasSize(1);
        assertThat(server.said())
                .containsExactly(
                        "investigating: We look <into> it",
                        "identified: We found it",
                        "monitoring: It works again",
                        "resolved: This incident is over.");
        assertThat(server.only().path("name").asText()).isEqualTo("Problem with Git hosting");
        assertThat(server.only().at("/components/c1").asText()).isEqualTo("operational");
        assertThat(server.only().at("/metadata/firebreak/incident").asText()).isEqualTo(incident.value());
        assertThat(server.calls).filteredOn(call -> call.startsWith("POST")).hasSize(1);
    }

    @Test
    @Tag("G8")
    void afterATimeOutItLooksForOurMarkerBeforeASecondPost() {
        server.answersNext(0);
        post("INVESTIGATING", "We look into it");
        statuspage.round();
        assertThat(statuspage.trouble())
                .hasValueSatisfying(why -> assertThat(why).contains("did not answer"));

        clock.passes(Duration.ofSeconds(5));
        statuspage.round();

        assertThat(server.incidents).hasSize(1);
        assertThat(server.said()).containsExactly("investigating: We look into it");
        assertThat(server.calls).filteredOn(call -> call.startsWith("POST")).hasSize(1);
        assertThat(statuspage.trouble()).isEmpty();
    }

    @Test
    @Tag("G8")
    void afterATimeOutOfAnUpdateItLooksForTheTextBeforeItRepeatsIt() {
        post("INVESTIGATING", "We look into it");
        statuspage.round();
        server.answersNext(0);
        post("IDENTIFIED", "We found it");
        statuspage.round();

        clock.passes(Duration.ofSeconds(5));
        node().round();

        assertThat(server.said()).containsExactly("investigating: We look into it", "identified: We found it");
    }

    @Test
    @Tag("G8")
    void itLeavesStatuspageAloneAsLongAsThatAsks() {
        server.answersNext(429);
        post("INVESTIGATING", "We look into it");
        statuspage.round();
        clock.passes(Duration.ofSeconds(29));
        statuspage.round();
        assertThat(server.calls).hasSize(1);

        clock.passes(Duration.ofSeconds(2));
        server.answersNext(420);
        statuspage.round();
        clock.passes(Duration.ofSeconds(31));
        statuspage.round();

        assertThat(server.said()).containsExactly("investigating: We look into it");
    }

    @Test
    @Tag("G8")
    void anErrorBeforeAnythingWasMadeIsTriedAgain_byAnotherNodeToo() {
        server.answersNext(500);
        post("INVESTIGATING", "We look into it");
        statuspage.round();
        clock.passes(Duration.ofMinutes(3));

        node().round();
        statuspage.round();

        assertThat(server.incidents).hasSize(1);
        assertThat(server.said()).hasSize(1);
    }

    @Test
    @Tag("A100")
    void aSecurityIncidentIsNotPublished() {
        post("INVESTIGATING", "Somebody is in our systems");
        restrict();

        statuspage.round();

        assertThat(server.calls).isEmpty();
    }

    @Test
    @Tag("A100")
    void theComponentIsAsBadAsItsWorstIncident() {
        post("INVESTIGATING", "We look into it");
        var second = record.incident();
        record.jdbc()
                .sql("update incident set service = (select service from incident where id = ?) where id = ?")
                .params(incident.value(), second.value())
                .update();
        record.incidents().classify(second, Severity.P1, null);
        post(second, "INVESTIGATING", "Another thing");
        statuspage.round();

        post("RESOLVED", "The first one is over");
        over();
        statuspage.round();

        assertThat(server.said()).endsWith("resolved: The first one is over");
        assertThat(server.only().at("/components/c1").asText()).isEqualTo("major_outage");
    }

    @Test
    @Tag("A100")
    void anIncidentThatBecomesSecretIsClosedThere_andNothingElseIsSaid() {
        post("INVESTIGATING", "We look into it");
        server.answersNext(0);
        statuspage.round();
        restrict();
        post("IDENTIFIED", "Somebody is in our systems");
        clock.passes(Duration.ofMinutes(3));
        statuspage.round();
        statuspage.round();

        assertThat(server.incidents).hasSize(1);
        assertThat(server.said()).containsExactly("investigating: We look into it", "resolved: This incident is over.");
        assertThat(server.only().at("/components/c1").asText()).isEqualTo("operational");
    }

    @Test
    @Tag("G8")
    void anIncidentThatWasOverForDaysWhileNothingRanIsClosed_andAResolvedOneSaysItOnce() {
        post("INVESTIGATING", "We look into it");
        statuspage.round();
        over();
        clock.passes(Duration.ofDays(2));
        statuspage.round();
        assertThat(server.said()).containsExactly("investigating: We look into it", "resolved: This incident is over.");

        var calls = server.calls.size();
        statuspage.round();
        assertThat(server.calls).hasSize(calls);
    }

    @Test
    @Tag("G8")
    void whatWasSaidToBeResolvedIsNotClosedAgainLater() {
        post("INVESTIGATING", "We look into it");
        post("RESOLVED", "It works again");
        over();
        statuspage.round();
        clock.passes(Duration.ofDays(2));
        statuspage.round();

        assertThat(server.said()).containsExactly("investigating: We look into it", "resolved: It works again");
    }

    @Test
    void badSettingsRefuseTheStart() {
        var api = URI.create("https://api.statuspage.io/v1");
        assertThatThrownBy(() -> new StatuspageSettings("p", "the key", Map.of("a", "b"), api, Duration.ofSeconds(1)))
                .hasMessageContaining("firebreak.status.statuspage.api-key");
        assertThatThrownBy(() -> new StatuspageSettings("p", "secret://k", Map.of(), api, Duration.ofSeconds(1)))
                .hasMessageContaining("components");
        assertThatThrownBy(() -> new StatuspageSettings(
                        "p", "secret://k", Map.of("a", "b"), URI.create("http://example.org"), Duration.ofSeconds(1)))
                .hasMessageContaining("url");
    }

    private void restrict() {
        record.jdbc()
                .sql("insert into members_only (incident_id, since) values (?, ?)")
                .params(incident.value(), Timestamps.at(clock.instant()))
                .update();
    }

    private void post(String status, String text) {
        post(incident, status, text);
    }

    private void post(IncidentId of, String status, String text) {
        record.jdbc()
                .sql("update incident set status = ? where id = ?")
                .params(status, of.value())
                .update();
        record.jdbc()
                .sql("insert into status_post (post_key, incident_id, status, body, posted_at) values (?, ?, ?, ?, ?)")
                .params(text, of.value(), status, text, Timestamps.at(clock.instant()))
                .update();
    }

    private void over() {
        record.jdbc()
                .sql("update incident set status = 'RESOLVED', resolved_at = ? where id = ?")
                .params(Timestamps.at(clock.instant()), incident.value())
                .update();
    }
}
