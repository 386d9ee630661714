package dev.firebreak.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.database.Timestamps;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The report of a month in which no other test has incidents, as JSON, Markdown and on its page. */
@FirebreakTest
class ReportPageTests {

    private static final String PASSWORD = "violet-harbour-1";
    private static final Instant OPENED = Instant.parse("2007-03-10T10:00:00Z");
    private static final String HEAD = "opened,acknowledged,resolved,severity,service,cause\n";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    JdbcClient jdbc;

    private HttpVisitor carla;
    private HttpVisitor olivia;

    @BeforeEach
    void login() {
        accounts.createIfMissing("reportsCarla", "Carla", "c@example.test", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("reportsOlivia", "Olivia", "o@example.test", PASSWORD, Set.of(Role.OBSERVER));
        carla = visitor("reportsCarla");
        olivia = visitor("reportsOlivia");
    }

    @AfterEach
    void forget() {
        var old = "(select id from incident where opened_at < timestamp with time zone '2008-01-01 00:00:00+00')";
        for (var table :
                List.of("timeline_entry", "delivery", "alert", "members_only", "incident_member", "judgement")) {
            jdbc.sql("delete from " + table + " where incident_id in " + old).update();
        }
        jdbc.sql("delete from incident where opened_at < timestamp with time zone '2008-01-01 00:00:00+00'")
                .update();
        jdbc.sql("delete from past_incident").update();
        jdbc.sql("delete from report_month").update();
    }

    @Test
    @Tag("A124")
    void aMonthHasItsFiguresFromTheRecord() {
        var first = opened(0, "a leak <script>");
        milestone(first, "ACKNOWLEDGED", 5);
        milestone(first, "ACKNOWLEDGED", 9);
        milestone(first, "MITIGATED", 30);
        alert(first, "f1", -60);
        alert(first, "f2", -30);
        page(first, "p", 2);
        jdbc.sql("insert into judgement (incident_id, facts, proposed) values (?, ?, 'P1')")
                .params(first.value(), "{\"usersAffected\":\"many\"}")
                .update();
        var second = opened(24 * 60, "A  leak <script>");
        alert(second, "f1", -10);
        page(second, "p", 24 * 60 + 2);

        var report = olivia.get("/api/reports/2007-03").body();

        assertThat(JsonPath.<Object>read(report, "$.figures.incidents")).isEqualTo(2);
        assertThat(JsonPath.<Object>read(report, "$.figures.bySeverity.P1")).isEqualTo(2);
        assertThat(JsonPath.<Object>read(report, "$.figures.customerImpacting")).isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.figures.detect.meanSeconds"))
                .isEqualTo(35);
        assertThat(JsonPath.<Object>read(report, "$.figures.acknowledge.medianSeconds"))
                .isEqualTo(300);
        assertThat(JsonPath.<Object>read(report, "$.figures.mitigate.medianSeconds"))
                .isEqualTo(1_800);
        assertThat(JsonPath.<Object>read(report, "$.figures.resolve.meanSeconds"))
                .isEqualTo(3_600);
        assertThat(JsonPath.<Object>read(report, "$.figures.repeats")).isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.figures.repeatsByAlert")).isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.figures.alerts.perIncident"))
                .isEqualTo(1.5);
        assertThat(JsonPath.<Object>read(report, "$.figures.alerts.pages")).isEqualTo(2);
        assertThat(JsonPath.<Object>read(report, "$.figures.alerts.noisyPages")).isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.figures.promises[0].met")).isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.figures.promises[0].missed"))
                .isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.onCall[0].person")).isEqualTo("p");
        assertThat(JsonPath.<Object>read(report, "$.onCall[0].byHour[10]")).isEqualTo(2);

        assertThat(olivia.page("/reports?month=2007-03").body())
                .contains("Report, March 2007", "a leak &lt;script&gt;", "<dt>Customer-impacting</dt><dd>1</dd>")
                .contains("50.0 % (1 of 2)", ">2 pages</span>")
                .doesNotContain("a leak <script>", "Import earlier incidents");
        assertThat(accepting("text/markdown")).contains("# Incident report 2007-03", "| Incidents | 2 |");
        assertThat(accepting("text/markdown"))
                .contains(
                        "| Alerts per incident | 1.5 |",
                        "| P1 | 2 | 50.0 % (1 of 2) |",
                        "| a leak &lt;script&gt; | 2 |");
        assertThat(accepting("text/html"))
                .contains("<h1>Report, March 2007</h1>")
                .doesNotContain("<nav");
    }

    @Test
    void whatRepeatsIsRecommendedInWords_theAreaIsForPrograms() {
        for (var n = 0; n < 10; n++) {
            opened(n, "the same");
        }

        var words = "High repeat incident rate (90.0%). Focus on permanent fixes.";
        assertThat(olivia.page("/reports?month=2007-03").body())
                .contains("<b class=\"alarm\">High</b> " + words, "<dt>Post-mortems open, not overdue</dt>")
                .doesNotContain("root_cause");
        assertThat(accepting("text/markdown"))
                .contains("- **High** " + words, "| Post-mortems open, not overdue | ", "| Post-mortems overdue | ")
                .doesNotContain("root_cause");
        assertThat(JsonPath.<Object>read(olivia.get("/api/reports/2007-03").body(), "$.recommendations[0].area"))
                .isEqualTo("root_cause");
    }

    @Test
    @Tag("A122")
    void drillsSamplesMergedCancelledAndMembersOnlyIncidentsDontCount() {
        opened(0, "counted");
        incidents.end(opened(1, "x"), IncidentStatus.MERGED, null);
        incidents.end(opened(1, "x"), IncidentStatus.CANCELLED, null);
        members.restrict(opened(1, "x"));
        open("sample/carla", false, 1, "x");
        open("test", true, 1, "x");

        var report = olivia.get("/api/reports/2007-03").body();

        assertThat(JsonPath.<Object>read(report, "$.figures.incidents")).isEqualTo(1);
        assertThat(JsonPath.<List<Object>>read(report, "$.figures.causes[*].cause"))
                .containsExactly("counted");
    }

    @Test
    void theTrendAndTheStoreHaveEachMonthOnceAlsoWithoutIncidents() {
        opened(0, "x");
        opened(-60 * 24 * 60, "x");
        for (var time = 0; time < 2; time++) {
            var report = olivia.get("/api/reports/2007-03").body();
            assertThat(JsonPath.<List<Object>>read(report, "$.trend[*].month"))
                    .containsExactly("2007-01", "2007-02", "2007-03");
            assertThat(JsonPath.<List<Object>>read(report, "$.trend[*].incidents"))
                    .containsExactly(1, 0, 1);
        }
        assertThat(jdbc.sql("select incidents from report_month order by month_start")
                        .query(Integer.class)
                        .list())
                .containsExactly(1, 0, 1);
    }

    @Test
    void aCommanderImportsAHistoryAndTheSameRowCountsOnce() {
        var csv = HEAD + "2007-02-03 10:00,2007-02-03 10:10,2007-02-03 12:00,P2,shop,Disk full\n";
        assertThat(press(carla, csv)).contains("1 incidents read, 1 of them new.");
        assertThat(press(carla, csv)).contains("1 incidents read, 0 of them new.");

        var report = olivia.get("/api/reports/2007-02").body();

        assertThat(JsonPath.<Object>read(report, "$.figures.incidents")).isEqualTo(1);
        assertThat(JsonPath.<Object>read(report, "$.figures.resolve.medianSeconds"))
                .isEqualTo(7_200);
        assertThat(JsonPath.<List<Object>>read(report, "$.figures.causes[*].cause"))
                .containsExactly("disk full");
    }

    @Test
    void aHistoryWithAnErrorIsRefusedAsAWholeAndComesBack() {
        var csv = HEAD + "2007-02-03 10:00,,,P2,shop,fine\n2007-02-03 10:00,,,P2,shop,=1+1\n";

        assertThat(press(carla, csv))
                .contains("line 3, cause: looks like a formula", "2007-02-03 10:00,,,P2,shop,fine");
        assertThat(jdbc.sql("select count(*) from past_incident")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anObserverImportsNothing() {
        var fields = Map.of("csv", HEAD, "_csrf", olivia.csrfOf("/reports"));

        assertThat(olivia.form("/reports/history", fields).statusCode()).isEqualTo(403);
    }

    @Test
    void aMonthThatIsNoneIsNamed() {
        for (var month : List.of("2007-13", "x", "1999-12", "2999-01")) {
            var answer = olivia.get("/api/reports/" + month);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("month: must be a month");
        }
    }

    private String press(HttpVisitor who, String csv) {
        var fields = new HashMap<>(Map.of("csv", csv, "_csrf", who.csrfOf("/reports")));
        who.press("/reports/history", fields);
        return who.page("/reports").body();
    }

    private String accepting(String type) {
        return olivia.send(
                        "GET",
                        "/api/reports/2007-03",
                        "",
                        Map.of("Accept", type, "Authorization", HttpVisitor.basic("reportsOlivia", PASSWORD)))
                .body();
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }

    private IncidentId opened(int minutes, String cause) {
        return open("test", false, minutes, cause);
    }

    /** Resolved after an hour; to be acknowledged within 15 minutes. */
    private IncidentId open(String source, boolean isDrill, int minutes, String cause) {
        var id = incidents.open(new NewIncident("Slow", "shop", "slow", null, source, isDrill));
        var at = OPENED.plusSeconds(60L * minutes);
        jdbc.sql("update incident set opened_at = ?, resolved_at = ?, respond_by = ?, root_cause = ?, severity = 'P1',"
                        + " status = 'RESOLVED' where id = ?")
                .params(
                        Timestamps.at(at),
                        Timestamps.at(at.plusSeconds(3_600)),
                        Timestamps.at(at.plusSeconds(900)),
                        cause,
                        id.value())
                .update();
        return id;
    }

    private void milestone(IncidentId id, String milestone, int minutes) {
        jdbc.sql("insert into timeline_entry (incident_id, at, milestone, what, who) values (?, ?, ?, 'x', 'x')")
                .params(id.value(), Timestamps.at(OPENED.plusSeconds(60L * minutes)), milestone)
                .update();
    }

    private void alert(IncidentId id, String fingerprint, int secondsAfter) {
        var opened = incidents.get(id).openedAt().plusSeconds(secondsAfter);
        jdbc.sql("""
                        insert into alert (source, fingerprint, starts_at, first_in, first_seen, last_seen, seen, incident_id)
                        values ('reports', ?, ?, random_uuid(), ?, ?, 1, ?)""")
                .params(fingerprint, Timestamps.at(opened), Timestamps.at(opened), Timestamps.at(opened), id.value())
                .update();
    }

    private void page(IncidentId id, String person, int minutes) {
        jdbc.sql("""
                        insert into delivery (incident_id, message, person, person_name, channel, state, due_at, settled_at)
                        values (?, 'page-1', ?, 'P', 'mail', 'SENT', ?, ?)""")
                .params(id.value(), person, Timestamps.at(OPENED), Timestamps.at(OPENED.plusSeconds(60L * minutes)))
                .update();
    }
}
