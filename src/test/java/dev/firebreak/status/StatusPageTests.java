package dev.firebreak.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.FirebreakTest;
import dev.firebreak.MovableClock;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.alert.silence.SilenceFixture;
import dev.firebreak.alert.silence.Silences;
import dev.firebreak.comms.CustomersInformed;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lab.Until;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.xml.sax.InputSource;

/** What the public status page says, and what it never says. Each incident is about a service of this test alone. */
@FirebreakTest
class StatusPageTests {

    private static final Instant NOON = Instant.parse("2101-03-10T12:00:00Z");

    private final MovableClock clock = new MovableClock();
    private final StatusSettings settings =
            new StatusSettings(Map.of("status-git", "Git hosting", "status-wiki", "Wiki"), "Mosaic status", null);

    @Autowired
    JdbcClient jdbc;

    @Autowired
    StatusDocuments documents;

    @LocalServerPort
    int port;

    @BeforeEach
    void noon() {
        clock.moveTo(NOON);
    }

    @AfterEach
    void gone() {
        for (var table : List.of("status_post", "members_only")) {
            jdbc.sql("delete from " + table + " where incident_id like 'INC-2101%'")
                    .update();
        }
        jdbc.sql("delete from incident where id like 'INC-2101%'").update();
        jdbc.sql("delete from silence where owner = 'status-test'").update();
    }

    private StatusPosts posts() {
        return new StatusPosts(jdbc, settings, clock);
    }

    private Silences silences() {
        return SilenceFixture.silences(jdbc, clock);
    }

    private StatusPage page() {
        return new StatusReader(posts(), new PublicMaintenance(silences(), settings), settings, clock).read();
    }

    private void incident(String id, String service, String severity, String status, Instant opened, Instant resolved) {
        jdbc.sql("""
                        insert into incident (id, title, service, symptom, source, status, severity, opened_at, resolved_at, commander)
                        values (?, 'db-7 of customer X is on fire', ?, 'slow', 'test', ?, ?, ?, ?, 'carla')""")
                .params(id, service, status, severity, Timestamp.from(opened))
                .param(resolved == null ? null : Timestamp.from(resolved))
                .update();
    }

    private void told(String id, String text, String key) {
        posts().publish(new CustomersInformed(new IncidentId(id), List.of("customers"), text, key));
    }

    private static Instant before(long hours) {
        return NOON.minus(Duration.ofHours(hours));
    }

    @Test
    void withoutANewsAllIsOperational_alsoWhileAnIncidentIsOpenThatNobodyTold() {
        incident("INC-21010310-000000-001", "status-git", "P1", "INVESTIGATING", before(1), null);

        var page = page();

        assertThat(page.state()).isEqualTo(ComponentState.OPERATIONAL);
        assertThat(page.components()).extracting(StatusPage.Component::name).containsExactly("Git hosting", "Wiki");
        assertThat(page.components())
                .allMatch(one -> one.uptime() == 100 && one.days().size() == 90);
        assertThat(page.open()).isEmpty();
        assertThat(documents.of(page).html()).contains("All components are operational", "None in the last 15 days.");
    }

    @Test
    void whatCustomersWereToldIsShown_once_andNothingOfTheRecord() {
        incident("INC-21010310-000000-001", "status-git", "P1", "IDENTIFIED", before(2), null);
        told("INC-21010310-000000-001", "We are <b>working</b> on it.\nNext update at 13:00.", "update.1");
        told("INC-21010310-000000-001", "We are <b>working</b> on it.\nNext update at 13:00.", "update.1");

        var page = page();
        var html = documents.of(page).html();

        assertThat(page.state()).isEqualTo(ComponentState.MAJOR);
        assertThat(page.open())
                .singleElement()
                .satisfies(one -> assertThat(one.updates()).hasSize(1));
        assertThat(html)
                .contains(
                        "Major outage of Git hosting",
                        "Problem with Git hosting",
                        "identified",
                        "We are &lt;b&gt;working&lt;/b&gt; on it.",
                        "10 Mar 2101 10:00")
                .doesNotContain("db-7", "carla", "status-git", "<b>working", "<script", "style=");
    }

    @Test
    void otherAudiencesAndOtherServicesAreNotPublished() {
        incident("INC-21010310-000000-001", "status-git", "P1", "IDENTIFIED", before(2), null);
        incident("INC-21010310-000000-002", "status-internal", "P1", "IDENTIFIED", before(2), null);
        posts().publish(new CustomersInformed(
                new IncidentId("INC-21010310-000000-001"), List.of("vendors"), "The contract number is 7", "update.1"));
        told("INC-21010310-000000-002", "The internal tool is away", "update.2");

        assertThat(documents.of(page()).html()).doesNotContain("contract", "internal tool");
    }

    @Test
    void aSecurityIncidentVanishesFromThePage() {
        incident("INC-21010310-000000-001", "status-git", "P1", "IDENTIFIED", before(2), null);
        told("INC-21010310-000000-001", "We are working on it", "update.1");
        assertThat(page().open()).hasSize(1);

        jdbc.sql("insert into members_only (incident_id, since) values ('INC-21010310-000000-001', ?)")
                .param(Timestamp.from(NOON))
                .update();

        assertThat(page().open()).isEmpty();
        assertThat(page().state()).isEqualTo(ComponentState.OPERATIONAL);
        assertThat(page().components()).allMatch(one -> one.uptime() == 100);
    }

    @Test
    void theStateFollowsTheRecord_andWhatIsOverIsSaidToBeOver() {
        incident("INC-21010310-000000-001", "status-wiki", "P2", "MONITORING", before(3), null);
        told("INC-21010310-000000-001", "It works again, we watch it", "update.1");
        assertThat(page().state()).isEqualTo(ComponentState.DEGRADED);

        jdbc.sql("update incident set status = 'RESOLVED', resolved_at = ? where id = 'INC-21010310-000000-001'")
                .param(Timestamp.from(before(1)))
                .update();
        var page = page();

        assertThat(page.state()).isEqualTo(ComponentState.OPERATIONAL);
        assertThat(page.open()).isEmpty();
        assertThat(page.past()).singleElement().satisfies(one -> {
            assertThat(one.status()).isEqualTo("resolved");
            assertThat(one.updates())
                    .extracting(StatusPage.Update::text)
                    .containsExactly("This incident is over.", "It works again, we watch it");
        });
        clock.passes(Duration.ofDays(16));
        assertThat(page().past()).isEmpty();
    }

    @Test
    void maintenanceShowsInWordsForCustomers_onlyWhereAWindowHasThem() {
        window("status-git", "db-7 needs a new disk", "We move to faster disks.", NOON.minusSeconds(600), 3600);
        window("status-wiki", "Upgrade of host x", "The wiki is <read-only>.", NOON.plusSeconds(86_400), 1800);
        window("status-wiki", "nobody reads this", null, NOON.minusSeconds(60), 600);
        window("status-internal", "secret", "Not a component", NOON.minusSeconds(60), 600);
        window("status-wiki", "later", "In three weeks", NOON.plus(Duration.ofDays(21)), 600);

        var page = page();
        var all = documents.of(page);

        assertThat(page.state()).isEqualTo(ComponentState.MAINTENANCE);
        assertThat(page.components()).allMatch(one -> one.uptime() == 100);
        assertThat(all.html())
                .contains("Maintenance of Git hosting", "Under way", "We move to faster disks.")
                .contains("The wiki is &lt;read-only&gt;.", "11 Mar 2101 12:00", "11 Mar 2101 12:30")
                .doesNotContain("db-7", "host x", "nobody reads", "Not a component", "three weeks");
        assertThat(all.json()).contains("\"underWay\":true", "\"starts\":\"2101-03-11T12:00:00Z\"");
    }

    private void window(String service, String reason, String text, Instant starts, int seconds) {
        jdbc.sql("""
                        insert into silence (id, service, labels, reason, owner, created_by, created_at, starts_at, ends_at,
                          zone, expires_at, public_text) values (random_uuid(), ?, '{}', ?, 'status-test', 'carla', ?, ?, ?,
                          'UTC', ?, ?)""")
                .params(service, reason, Timestamp.from(NOON), Timestamp.from(starts))
                .params(Timestamp.from(starts.plusSeconds(seconds)), Timestamp.from(starts.plusSeconds(seconds)), text)
                .update();
    }

    @Test
    void uptimeCountsPublishedOutages_twoAtOnceOnce_andSlownessNot() {
        incident("INC-21010310-000000-001", "status-git", "P1", "CLOSED", before(24 + 10), before(24 + 4));
        incident("INC-21010310-000000-002", "status-git", "P2", "CLOSED", before(24 + 6), before(24 + 2));
        incident("INC-21010310-000000-003", "status-git", "P3", "CLOSED", before(24 * 3), before(24 * 3 - 5));
        for (var n = 1; n <= 3; n++) {
            told("INC-21010310-000000-00" + n, "told", "update." + n);
        }

        var git = page().components().get(0);
        var yesterday = git.days().get(88);

        assertThat(yesterday.date()).hasToString("2101-03-09");
        assertThat(yesterday.worst()).isEqualTo(ComponentState.MAJOR);
        assertThat(yesterday.uptime()).isCloseTo(100 - 100 * 8 / 24.0, within(0.001));
        assertThat(git.days().get(86).worst()).isEqualTo(ComponentState.DEGRADED);
        assertThat(git.days().get(86).uptime()).isEqualTo(100);
        assertThat(git.uptime()).isCloseTo(100 - 100 * 8 / (89 * 24 + 12.0), within(0.001));
        assertThat(documents.of(page()).html()).contains("2101-03-09: Major outage, 66.66 % without an outage");
    }

    @Test
    void theFeedIsWellFormedAndTheJsonSaysTheSame() throws Exception {
        incident("INC-21010310-000000-001", "status-git", null, "INVESTIGATING", before(2), null);
        told("INC-21010310-000000-001", "a & b < c \u0007 \"d\"", "update.1");

        var all = documents.of(page());
        var feed = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(all.atom())));
        var json = new ObjectMapper().readTree(all.json());

        assertThat(feed.getElementsByTagName("content").item(0).getTextContent())
                .isEqualTo("a & b < c \uFFFD \"d\"");
        assertThat(feed.getElementsByTagName("entry").getLength()).isEqualTo(1);
        assertThat(json.at("/status").asText()).isEqualTo("partial");
        assertThat(json.at("/incidents/0/updates/0/text").asText()).isEqualTo("a & b < c \u0007 \"d\"");
        assertThat(json.at("/incidents/0/resolvedAt").isNull()).isTrue();
        assertThat(json.at("/components/0/days")).hasSize(90);
    }

    @Test
    void theExportIsReplacedWhenThePageChanges(@TempDir Path folder) throws Exception {
        var exporting = new StatusSettings(settings.components(), "Mosaic status", folder.resolve("out"));
        var published = new PublishedStatus(
                new StatusReader(posts(), new PublicMaintenance(silences(), exporting), exporting, clock), documents);
        var export = new StatusExport(published, exporting, clock);
        var killed = Files.createDirectories(folder.resolve("out")).resolve("index.html4711.new");
        var inWork = folder.resolve("out/index.html4712.new");
        var others = folder.resolve("out/notes.new");
        for (var file : List.of(killed, others)) {
            Files.createFile(file);
            Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(61)));
        }
        Files.createFile(inWork);
        Files.setLastModifiedTime(inWork, FileTime.from(clock.instant()));
        export.deleteUnfinished();
        assertThat(killed).doesNotExist();
        assertThat(inWork).exists();
        Files.delete(inWork);
        Files.delete(others);
        export.round();
        var index = folder.resolve("out/index.html");
        assertThat(index).content().contains("All components are operational", "href=\"status.css\"");
        assertThat(folder.resolve("out/status.css")).isNotEmptyFile();

        incident("INC-21010310-000000-001", "status-git", "P1", "IDENTIFIED", before(2), null);
        told("INC-21010310-000000-001", "We are working on it", "update.1");
        Until.within(Duration.ofSeconds(10)).see("the new page", () -> {
            export.round();
            return read(index).contains("We are working on it");
        });
        assertThat(folder.resolve("out/status.json")).content().contains("We are working on it");
        assertThat(folder.resolve("out/status.atom")).content().contains("We are working on it");
        try (var files = Files.list(folder.resolve("out"))) {
            assertThat(files).hasSize(4);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everybodyReadsItWithoutALogin_andAProxyMayKeepIt() {
        var page = new HttpVisitor(port).page("/status");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Wiki &lt;1&gt;");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("max-age=10, public");
        assertThat(page.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(new HttpVisitor(port).get("/status.atom").body()).startsWith("<?xml");
        assertThat(new HttpVisitor(port).get("/status.json").body()).contains("\"Wiki <1>\"");
        var tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(new HttpVisitor(port)
                        .send("GET", "/status", null, Map.of("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void aBadNameRefusesTheStart() {
        assertThatThrownBy(() -> new StatusSettings(Map.of("x", " "), "Status", null))
                .hasMessage("firebreak.status.components.x: a name has 1 to 80 characters");
        assertThatThrownBy(() -> new StatusSettings(Map.of(), "", null)).hasMessageContaining("firebreak.status.title");
        assertThat(new StatusSettings(Map.of(), "Status", null).isOn()).isFalse();
    }
}
