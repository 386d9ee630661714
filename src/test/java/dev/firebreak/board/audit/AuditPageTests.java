package dev.firebreak.board.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Audit;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.log.AuditLog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@FirebreakTest
class AuditPageTests {

    private static final String PASSWORD = "cobalt-thicket-1";
    private static final Pattern EARLIER = Pattern.compile("<a href=\"([^\"]+)\">Earlier</a>");

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    Audit audit;

    @Autowired
    AuditLog log;

    @Autowired
    Incidents incidents;

    @Autowired
    IncidentMembers members;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JdbcClient jdbc;

    private HttpVisitor auditor;
    private IncidentId incident;

    @BeforeEach
    void anIncidentAndThreeRows() {
        accounts.createIfMissing("auditAda", "Ada Auditor", "a@example.org", PASSWORD, Set.of(Role.ADMIN));
        accounts.createIfMissing("auditCleo", "Cleo Commander", "c@example.org", PASSWORD, Set.of(Role.COMMANDER));
        accounts.createIfMissing("auditOlivia", "Olivia", "o@example.org", PASSWORD, Set.of(Role.OBSERVER));
        auditor = visitor("auditAda");
        incident = incidents.open(new NewIncident("Audited", "mosaic-x", "5xx", null, "test", false));
        record(incident.value(), "auditCleo", "step.approved", Map.of("planHash", "abc123"));
        record("system", "auditAda", "account.changed", Map.of("before", "observer <b>", "after", "commander"));
        record("system", "auditAda", "catalogue.loaded", Map.of("file", "=cmd|'/c calc'!A1"));
    }

    @AfterEach
    void theIncidentEnds() {
        incidents.end(incident, IncidentStatus.CANCELLED, null);
    }

    @Test
    void eachRowSaysWhoDidWhatToWhatAndWhatWasBefore() {
        var page = auditor.page("/audit").body();

        assertThat(words(page))
                .contains("Step approved by Cleo Commander on " + incident)
                .contains("plan hash abc123")
                .contains("Account changed by Ada Auditor")
                .contains("observer &lt;b&gt; → commander");
        assertThat(page).contains("href=\"/incidents/" + incident + "\"").doesNotContain("observer <b>");
    }

    @Test
    void theFilterIsInTheAddress() {
        assertThat(list("?person=auditCleo")).contains("Step approved").doesNotContain("Account changed");
        assertThat(list("?kind=people&person=auditAda"))
                .contains("Account changed")
                .doesNotContain("Step approved", "Catalogue loaded");
        assertThat(list("?incident=" + incident)).contains("Step approved").doesNotContain("Account changed");
        assertThat(list("?text=ABC123")).contains("Step approved").doesNotContain("Account changed");
        assertThat(list("?from=2199-01-01")).contains("None.");
        assertThat(list("?to=2001-01-01")).contains("None.");
        assertThat(auditor.page("/audit?text=x%22%3E%3Cb%3E").body()).contains("value=\"x&quot;&gt;&lt;b&gt;\"");
    }

    @Test
    void whatIsNoFilterIsRefusedWithTheNameOfItsField() {
        assertThat(auditor.page("/audit?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(auditor.page("/audit?from=yesterday").body()).contains("from: must be a day");
        assertThat(auditor.page("/audit?incident=nope").statusCode()).isEqualTo(400);
        assertThat(auditor.page("/audit?before=-1").statusCode()).isEqualTo(400);
        assertThat(auditor.page("/audit?kind=nope").statusCode()).isEqualTo(400);
    }

    @Test
    void aPageStaysAsItIsWhileTheLogGrows() {
        for (var n = 0; n < 60; n++) {
            record("system", "auditPaging", "step.approved", Map.of("n", "row-" + n));
        }
        var first = auditor.page("/audit?person=auditPaging").body();
        var link = EARLIER.matcher(first);
        assertThat(link.find()).isTrue();
        assertThat(first).contains("row-59", "row-10").doesNotContain("row-9<");
        var second = auditor.page(address(link)).body();

        record("system", "auditPaging", "step.approved", Map.of("n", "row-60"));

        assertThat(rows(auditor.page(address(link)).body())).isEqualTo(rows(second));
        assertThat(second).contains("row-9<", "row-0<").doesNotContain("row-10");
    }

    @Test
    @Tag("H29")
    void rowsAboutASecurityIncidentShowToItsMembersOnly() {
        var transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(status -> {
            members.restrict(incident);
            members.add(incident, "auditCleo", IncidentMembers.Part.ADDED);
        });
        record("system", "auditCleo", "incident.merged", Map.of("into", incident.value()));

        assertThat(auditor.page("/audit").body()).doesNotContain(incident.value());
        assertThat(auditor.page("/audit.csv").body()).doesNotContain(incident.value());
        assertThat(auditor.page("/api/audit/export").body())
                .contains(" withheld ")
                .doesNotContain(incident.value());
        assertThat(auditor.page("/api/audit/proof?number=1&chain=" + incident).statusCode())
                .isEqualTo(404);
        assertThat(visitor("auditCleo").page("/audit").body()).contains(incident.value(), "Incident merged");
    }

    @Test
    @Tag("E8")
    void theTableForSpreadsheetsHasNoFormula() {
        var csv = auditor.page("/audit.csv?person=auditAda").body();

        assertThat(csv.lines().findFirst().orElseThrow()).startsWith("\"at\",\"who\"");
        assertThat(csv).contains("\"Catalogue loaded\"").contains("\"file: =cmd|");
        assertThat(csv).doesNotContainPattern("\"\\s*[=+@-]");
    }

    @Test
    @Tag("H15")
    void theVerificationShowsItsResultAndTheHead() {
        assertThat(auditor.page("/audit").body()).contains("Verify now").doesNotContain("every row is as it was");

        assertThat(auditor.page("/audit?verify").body())
                .contains("Yes: every row is as it was written.", "Head <code>");
    }

    @Test
    @Tag("H29")
    void theVerificationNamesTheRowsOfASecurityIncidentToItsMembersOnly() {
        var transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(status -> {
            members.restrict(incident);
            members.add(incident, "auditCleo", IncidentMembers.Part.ADDED);
        });
        jdbc.sql("update audit_entry set entry = replace(entry, 'abc123', 'abc124') where chain = ?")
                .param(incident.value())
                .update();
        try {
            assertThat(words(auditor.page("/audit?verify").body()))
                    .contains("No. These rows were changed, moved or removed:", "members-only")
                    .doesNotContain(incident.value());
            assertThat(words(visitor("auditCleo").page("/audit?verify").body()))
                    .contains("No. These rows were changed", incident.value());
        } finally {
            jdbc.sql("update audit_entry set entry = replace(entry, 'abc124', 'abc123') where chain = ?")
                    .param(incident.value())
                    .update();
        }
    }

    @Test
    void othersHearThatTheyMayNot() {
        var answer = visitor("auditOlivia").page("/audit");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Your roles don&#39;t allow this.");
        assertThat(visitor("auditOlivia").page("/audit.csv").statusCode()).isEqualTo(403);
    }

    private String list(String query) {
        return rows(auditor.page("/audit" + query).body());
    }

    private static String rows(String page) {
        return page.substring(page.indexOf("<ul class=\"trail")).replaceFirst("(?s)</ul>.*", "");
    }

    private static String address(Matcher link) {
        return link.group(1).replace("&#x3D;", "=").replace("&amp;", "&");
    }

    private static String words(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }

    private void record(String chain, String actor, String action, Map<String, String> facts) {
        new TransactionTemplate(transactions).executeWithoutResult(status -> audit.record(chain, actor, action, facts));
        while (log.advance()) {
            // until the log has every row
        }
    }

    private HttpVisitor visitor(String person) {
        var visitor = new HttpVisitor(port);
        visitor.login(person, PASSWORD);
        return visitor;
    }
}
