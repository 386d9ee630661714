package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@FirebreakTest
class BoardTests {

    private static final String PASSWORD = "quiet-river-stone";
    private static final String HOSTILE =
            "<img src=x onerror=\"alert('1')\"><script>alert(2)</script>{{now.iso}} ${7*7}";

    @LocalServerPort
    int port;

    @Autowired
    DisplayNames names;

    @Autowired
    Accounts accounts;

    @Autowired
    Incidents incidents;

    @Autowired
    Timeline timeline;

    @Autowired
    JdbcClient jdbc;

    private HttpVisitor observer;
    private IncidentId incident;

    @BeforeEach
    void anIncident() {
        accounts.createIfMissing("boardOlivia", "Olivia", "olivia@example.org", PASSWORD, Set.of(Role.OBSERVER));
        observer = new HttpVisitor(port);
        observer.login("boardOlivia", PASSWORD);
        incident = incidents.open(new NewIncident(HOSTILE, "web-<b>shop</b>", "5xx", null, "prom\"><i>", false));
        incidents.classify(incident, Severity.P2, Instant.now().minusSeconds(120));
    }

    @AfterEach
    void theBoardIsEmptyAgain() {
        incidents.end(incident, dev.firebreak.incident.IncidentStatus.CANCELLED, null);
    }

    @Test
    void theBoardShowsWhatIsOpenAndWhatIsDue() {
        assertThat(observer.page("/").body())
                .contains(
                        "/incidents/" + incident,
                        "P2",
                        "High",
                        "Investigating",
                        "unassigned",
                        "Acknowledge",
                        "overdue");
    }

    @Test
    void theBoardIsInTheOrderOfNeedAndFilteredByItsAddress() {
        var led = opened("Led by somebody", Severity.P1);
        incidents.acknowledge(led, "rex");
        var info = opened("Just so you know", Severity.P5);
        try {
            assertThat(text("/"))
                    .containsSubsequence(
                            "Nobody has it", "web-", "In work", "Led by somebody", "Informational", "Just so");
            assertThat(text("/?severity=P1")).contains("Led by somebody").doesNotContain("Just so");
            assertThat(text("/?severity=P3%2B")).contains("Just so").doesNotContain("Led by somebody P1");
            assertThat(rows("/?unacknowledged")).contains(incident.value()).doesNotContain(led.value());
            assertThat(rows("/?text=somebody+led")).contains(led.value()).doesNotContain(incident.value());
            assertThat(rows("/?mine")).doesNotContain(led.value(), incident.value());
            assertThat(rows("/?service=mosaic-x")).contains(led.value()).doesNotContain(incident.value());
            assertThat(text("/?text=nothing-has-this")).contains("No open incident passes the filter.");
        } finally {
            incidents.end(led, dev.firebreak.incident.IncidentStatus.CANCELLED, null);
            incidents.end(info, dev.firebreak.incident.IncidentStatus.CANCELLED, null);
        }
    }

    /** The part of the board with the open incidents. */
    private String rows(String path) {
        var page = observer.page(path).body();
        return page.substring(page.indexOf("class=\"chips\""), page.indexOf("ended-head"));
    }

    private IncidentId opened(String title, Severity severity) {
        var id = incidents.open(new NewIncident(title, "mosaic-x", "slow", null, "test", false));
        incidents.classify(id, severity, Instant.now().plusSeconds(3600));
        return id;
    }

    @Test
    void severalIncidentsAreAcknowledgedAtOnceByWhoMay() {
        accounts.createIfMissing("boardRita", "Rita", "r@example.org", PASSWORD, Set.of(Role.RESPONDER));
        var rita = new HttpVisitor(port);
        rita.login("boardRita", PASSWORD);
        assertThat(rows("/")).doesNotContain("type=\"checkbox\"");
        // Few incidents are named in "Needs you", and other classes left some.
        jdbc.sql(
                        "update incident set status = 'CANCELLED', closed_at = opened_at where id <> ? and acknowledged_by is null")
                .param(incident.value())
                .update();
        var page = rita.page("/").body();
        assertThat(page)
                .contains(
                        "Needs you", "value=\"" + incident + "\"", "action=\"/incidents/" + incident + "/acknowledge\"")
                .doesNotContain("Merge the chosen");

        var answer = rita.press("/acknowledge", Map.of("_csrf", rita.csrfOf("/"), "incident", incident.value()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(rita.page("/").body()).contains("1 incident is acknowledged.");
        assertThat(incidents.get(incident).acknowledgedBy()).isEqualTo("boardRita");
        rita.press("/acknowledge", Map.of("_csrf", rita.csrfOf("/")));
        assertThat(rita.page("/").body()).contains("Choose 1 to 100 incidents first.");
    }

    @Test
    void aRowSaysInRedWhatStopsTheResponse() {
        var row = "/?service=web-%3Cb%3Eshop%3C%2Fb%3E"; // other tests leave incidents of other services
        assertThat(text(row)).contains("not in the catalogue").doesNotContain("page failed");
        new ActivityFixture(jdbc, incident).ofAnExhaustedPool();

        assertThat(text(row)).containsPattern("page failed: Carla Commander, connect");
        incidents.acknowledge(incident, "rex");
        assertThat(text(row)).doesNotContain("page failed");
    }

    @Test
    void aPageOfAThousandAlertsAndTwoThousandLinesIsBounded() {
        var lines = IntStream.range(0, 2_000)
                .mapToObj(n -> new Timeline.Line(incident, null, "Line " + n, "alerts", null))
                .toList();
        timeline.write(lines);

        var newest = observer.page("/incidents/" + incident).body();
        assertThat(newest).contains("Line 1999").doesNotContain("Line 1700<", "Line 0<");
        assertThat(newest).hasSizeLessThan(400_000);
        var older = newest.replaceAll("(?s).*href=\"([^\"]+)\">Earlier lines.*", "$1")
                .replace("&amp;", "&")
                .replace("&#x3D;", "=")
                .replaceAll("#.*", "");
        assertThat(observer.page(older).body()).contains("Line 1700").doesNotContain("Line 1999");
    }

    @Test
    void pagesAreCompressedForWhoeverTakesIt() {
        var answer = observer.send("GET", "/", null, Map.of("Accept", "text/html", "Accept-Encoding", "gzip"));

        assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
    }

    @Test
    void endedIncidentsAreThereToTheFirstPageByPage() {
        for (var n = 0; n < 21; n++) {
            incidents.end(opened("Old " + n, Severity.P4), dev.firebreak.incident.IncidentStatus.CANCELLED, null);
        }

        var first = observer.page("/").body();
        var older = earlier(first);

        assertThat(first).contains("Old 20", "lasted 0 s").doesNotContain(">Old 0<");
        assertThat(observer.page(older).body())
                .contains("Earlier incidents", ">Old 0<")
                .doesNotContain(">Old 20<");
    }

    @Test
    void endedIncidentsPassTheSameFilter_pageByPage() {
        for (var n = 0; n < 21; n++) {
            incidents.end(
                    opened("Queue_" + n + " of 100%", Severity.P4),
                    dev.firebreak.incident.IncidentStatus.CANCELLED,
                    null);
        }
        var other = opened("QueueX5", Severity.P1);
        incidents.end(other, dev.firebreak.incident.IncidentStatus.CANCELLED, null);

        assertThat(ended("/?text=queue_5")).contains("Queue_5 of 100%").doesNotContain("Queue_4", "QueueX5");
        assertThat(ended("/?text=100%25+QUEUE")).contains("Queue_20").doesNotContain("QueueX5");
        assertThat(ended("/?text=queue&severity=P1")).contains("QueueX5").doesNotContain("Queue_");
        assertThat(ended("/?service=no-such-service")).contains("None.").doesNotContain("Queue");
        var first = observer.page("/?text=queue_&severity=P3%2B").body();
        var older = earlier(first);
        assertThat(first).contains("Recently ended that pass the filter").doesNotContain(">Queue_0 ");
        assertThat(observer.page(older).body()).contains(">Queue_0 of 100%<").doesNotContain("QueueX5");
    }

    /** The address of the page of earlier incidents. */
    private static String earlier(String page) {
        return page.replace("&#x3D;", "=")
                .replace("&amp;", "&")
                .replaceAll("(?s).*href=\"([^\"#]*before[^\"#]+)#.*", "$1");
    }

    /** The part of the board with the ended incidents. */
    private String ended(String path) {
        var page = observer.page(path).body();
        return page.substring(page.indexOf("ended-head\">"));
    }

    @Test
    void theStripSaysWhatIsTrueNow() {
        assertThat(text("/")).contains("On call", "Pages no channel reaches who is on call", "Steps dry run");
    }

    @Test
    void theTimeToRespondByIsShownUntilSomebodyResponded() {
        assertThat(text("/incidents/" + incident)).contains("Respond by");

        incidents.acknowledge(incident, "boardOlivia");

        assertThat(text("/incidents/" + incident)).doesNotContain("Respond by");
    }

    @Test
    void theIncidentPageShowsWhatWasDoneAndWhoWasTold() {
        assertThat(text("/incidents/" + incident))
                .contains("Steps (newest first) None yet.", "Notifications None yet.");

        new ActivityFixture(jdbc, incident).ofAnExhaustedPool();

        assertThat(text("/incidents/" + incident))
                .contains("Terminate idle sessions on mosaic-postgres Done and verified")
                .contains("disruptive, can't be undone · asked by rex · 07:17:10")
                .contains(
                        "Approved by " + names.of("carla") + " · 07:16:50 · “Nothing uses them”",
                        "Declined by " + names.of("carla"))
                .contains("3 of 3 sessions ended", "97 of 100 connections before")
                .doesNotContain("**3**")
                .contains("Restart container on mosaic-postgres Refused", "Outcome unknown")
                .contains("Page, level 1 07:16:30 Rex Responder by mail · sent 07:16:31")
                .contains("Page, level 2 07:16:30 Carla Commander by mail · not delivered yet, tried once connect")
                .contains(
                        "Announcement: initial 07:16:30 Rex Responder, Ada Admin by mail · sent",
                        "Carla Commander by mail · refused 07:16:31 550 5.1.1");
    }

    @Test
    void thePageOfAStepShowsItsProof() {
        new ActivityFixture(jdbc, incident).ofAnExhaustedPool();
        var step = jdbc.sql("select id from step where incident_id = ? and state = 'VERIFIED'")
                .param(incident.value())
                .query(java.util.UUID.class)
                .single();

        assertThat(text("/steps/" + step))
                .contains("Done and verified", "3 of 3 sessions ended", "Proof 97 of 100 connections before")
                .doesNotContain("The server could not be reached");
    }

    @Test
    void aStepThatHadNothingToDoSaysSoInWords() {
        var activity = new ActivityFixture(jdbc, incident);

        activity.step(
                "NOTHING_TO_DO", "Set max_connections", "It is written already", null, "It is written already", null);

        assertThat(text("/incidents/" + incident)).contains("Set max_connections on mosaic-postgres Nothing to do");
    }

    @Test
    @Tag("H32")
    void aProcessThatDoesNotStartIsARedBoxAndDown() {
        assertThat(observer.get("/actuator/health/processes").statusCode()).isEqualTo(200);
        var later = Timestamps.at(Instant.now().plusSeconds(3600));
        jdbc.sql("""
                        insert into process_start (incident_id, facts, due_at, start_by, failures, failure)
                        values (?, '{}', ?, ?, 5, ?)""").params(incident.value(), later, later, "No rule matches").update();
        try {
            assertThat(text("/incidents/" + incident))
                    .contains("The process of this incident does not start No rule matches");
            assertThat(text("/")).contains("process does not start: No rule matches");
            assertThat(observer.get("/actuator/health/processes").statusCode()).isEqualTo(503);
        } finally {
            jdbc.sql("delete from process_start where incident_id = ?")
                    .param(incident.value())
                    .update();
        }
    }

    private String text(String path) {
        return observer.page(path)
                .body()
                .replaceAll("<[^>]+>", " ")
                .replace("&#39;", "'")
                .replaceAll("\\s+", " ");
    }

    @Test
    @Tag("E4")
    void foreignTextIsShownAsText() {
        timeline.add(incident, HOSTILE, "<script>", HOSTILE);
        new ActivityFixture(jdbc, incident).withText(HOSTILE);

        for (var path : new String[] {"/", "/incidents/" + incident}) {
            assertThat(observer.page(path).body())
                    .doesNotContain("<img src=x", "<script>alert", "<b>shop", "\"><i>")
                    .contains("&lt;script&gt;alert(2)", "{{now.iso}}", "${7*7}");
        }
    }

    @Test
    void theIncidentPageShowsTheTimelineWithItsMilestones() {
        timeline.reach(incident, Milestone.COMMANDED, "Carla took command", "carla");
        timeline.add(incident, "Runbook found", "alert", "https://wiki.example.org/pool javascript:alert(1)");

        assertThat(observer.page("/incidents/" + incident).body())
                .contains("Carla took command", "Incident commander assigned", "milestone")
                .contains("<a href=\"https://wiki.example.org/pool\" rel=\"noopener noreferrer nofollow\"")
                .contains("(wiki.example.org)")
                .doesNotContain("href=\"javascript");
    }

    @Test
    void anUnknownIncidentIsAPageThatSaysSo() {
        var answer = observer.page("/incidents/INC-20200101-000000-001");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void whatIsNotAnIncidentIdIsNotFoundEither() {
        assertThat(observer.page("/incidents/%3Cscript%3E").statusCode()).isBetween(400, 404);
    }

    @Test
    void whatACommanderFreezesEverybodySees() {
        accounts.createIfMissing("boardCarla", "Carla", "c@example.org", PASSWORD, Set.of(Role.COMMANDER));
        var commander = HttpVisitor.basic("boardCarla", PASSWORD);
        var headers = Map.of("Authorization", commander, "Content-Type", "application/json");
        var freeze = "{\"frozen\":%s,\"reason\":\"Restarts make it worse\"}";

        assertThat(new HttpVisitor(port)
                        .send("PUT", "/api/freeze", freeze.formatted(true), headers)
                        .statusCode())
                .isEqualTo(200);
        try {
            for (var path : new String[] {"/", "/incidents/" + incident}) {
                assertThat(observer.page(path).body())
                        .contains("All steps are frozen by Carla: Restarts make it worse");
            }
        } finally {
            new HttpVisitor(port).send("PUT", "/api/freeze", freeze.formatted(false), headers);
        }
        assertThat(observer.page("/").body()).doesNotContain("frozen");
    }

    @Test
    void nothingInlineIsInAnyPage() {
        for (var path : new String[] {"/", "/incidents/" + incident, "/login", "/models"}) {
            assertThat(observer.page(path).body()).doesNotContain("<style", "style=\"", "onclick", "<script>");
        }
    }
}
