package dev.firebreak.oncall.ack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.lifecycle.EmptyEngine;
import dev.firebreak.oncall.OnCallFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/** The acknowledge link over HTTP, with a real engine that happens to wait for nothing. */
class AckServiceTests {

    private final CommsFixture comms = new CommsFixture();
    private final EmptyEngine engine = new EmptyEngine(comms.record());
    private AckLinks links;
    private AckService service;
    private MockMvc http;

    @BeforeEach
    void theDeskOpens() {
        links = OnCallFixture.ackLinks(comms);
        service = new AckService(
                links, comms.incidents(), comms.timeline(), engine.lifecycle(), comms.catalog(), comms.clock);
        http = MockMvcBuilders.standaloneSetup(
                        new AckController(service, new AckPages(comms.links(), comms.model(), comms.clock)))
                .build();
    }

    @Test
    @Tag("G11")
    void lookingChangesNothingHoweverOftenAScannerLooks() throws Exception {
        var token = links.issue(comms.incident, "rita", 1);

        for (var n = 0; n < 5; n++) {
            assertThat(get(token).getContentAsString()).contains("Acknowledge</button>");
            assertThat(http.perform(MockMvcRequestBuilders.head("/ack/" + token))
                            .andReturn()
                            .getResponse()
                            .getStatus())
                    .isEqualTo(200);
        }

        assertThat(comms.incidents().get(comms.incident).acknowledgedBy()).isNull();
        assertThat(comms.timelineLines()).isEmpty();
        assertThat(post(token).getContentAsString()).contains("<h1>Acknowledged</h1>");
    }

    @Test
    void pressingAcknowledgesInTheNameOfThePersonWhoWasPaged() throws Exception {
        var page = post(links.issue(comms.incident, "rita", 2));

        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString())
                .contains("<h1>Acknowledged</h1>", "Take command</a>")
                .doesNotContain("<form");
        assertThat(comms.incidents().get(comms.incident).acknowledgedBy()).isEqualTo("rita");
        assertThat(comms.timelineLines()).containsExactly("Acknowledged");
    }

    @Test
    @Tag("G11")
    void aLinkWorksOnce() throws Exception {
        var token = links.issue(comms.incident, "rita", 1);
        post(token);

        var again = post(token).getContentAsString();

        assertThat(again)
                .contains("Already acknowledged")
                .contains("Rita Responder acknowledged first just now (07:16 UTC).");
        assertThat(comms.timelineLines()).hasSize(1);
    }

    @Test
    @Tag("G11")
    void aLinkIsUsedUpInTheDatabaseNotInSomebodysMemory() {
        var token = links.issue(comms.incident, "rita", 1);

        assertThat(links.use(token, comms.incident)).isTrue();
        assertThat(links.use(token, comms.incident)).isFalse();
    }

    @Test
    @Tag("G12")
    void theSecondPersonIsToldWhoWasFirst() throws Exception {
        var ritas = links.issue(comms.incident, "rita", 1);
        var sams = links.issue(comms.incident, "sam", 2);
        post(ritas);

        assertThat(get(sams).getContentAsString())
                .contains("Rita Responder acknowledged first")
                .contains("<form");
        assertThat(post(sams).getContentAsString())
                .contains("Rita Responder acknowledged first")
                .doesNotContain("<form");
        assertThat(comms.incidents().get(comms.incident).acknowledgedBy()).isEqualTo("rita");
    }

    @Test
    @Tag("G12")
    void ofTwoClicksAtTheSameMomentOneIsFirst() throws Exception {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(comms.database()));
        var presses = new ArrayList<Callable<AckAnswer>>();
        for (var person : new String[] {"rita", "sam", "mo", "eve"}) {
            var token = links.issue(comms.incident, person, 1);
            presses.add(() -> transaction.execute(status -> service.press(token, comms.incident)));
        }
        var pool = Executors.newFixedThreadPool(4);

        var answers = pool.invokeAll(presses);
        pool.shutdown();

        var done = 0;
        for (var answer : answers) {
            done += answer.get() instanceof AckAnswer.Done ? 1 : 0;
        }
        assertThat(done).isEqualTo(1);
        assertThat(comms.timelineLines()).containsExactly("Acknowledged");
    }

    @Test
    void whoMeetsAMovingProcessEveryTimeIsAskedToPressAgain() throws Exception {
        var transaction = new TransactionTemplate(new DataSourceTransactionManager(comms.database()));
        var whole =
                new AckService(
                        links, comms.incidents(), comms.timeline(), engine.lifecycle(), comms.catalog(), comms.clock) {
                    @Override
                    public AckAnswer press(String token, IncidentId incident) {
                        return transaction.execute(status -> super.press(token, incident));
                    }
                };
        http = MockMvcBuilders.standaloneSetup(
                        new AckController(whole, new AckPages(comms.links(), comms.model(), comms.clock)))
                .build();
        var token = links.issue(comms.incident, "rita", 1);
        comms.jdbc().sql("set default_lock_timeout 20").update();

        var meanwhile = transaction.execute(status -> {
            comms.incidents().lock(comms.incident);
            return CompletableFuture.supplyAsync(() -> pressed(token)).join();
        });

        assertThat(meanwhile.getStatus()).isEqualTo(503);
        assertThat(meanwhile.getContentAsString())
                .contains("Please press again", "nothing was recorded", "Acknowledge</button>");
        assertThat(post(token).getContentAsString()).contains("<h1>Acknowledged</h1>");
    }

    private MockHttpServletResponse pressed(String token) {
        try {
            return post(token);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Tag("G11")
    void afterHalfAnHourTheLinkIsGone() throws Exception {
        var token = links.issue(comms.incident, "rita", 1);
        comms.clock.passes(Duration.ofMinutes(30));

        var page = post(token);

        assertThat(page.getStatus()).isEqualTo(410);
        assertThat(page.getContentAsString())
                .contains("This link has expired", "Log in and acknowledge</a>")
                .contains("https://firebreak.example.org/incidents/" + comms.incident)
                .doesNotContain("<form");
        assertThat(comms.incidents().get(comms.incident).acknowledgedBy()).isNull();
    }

    @Test
    void thePageSaysWhatIsWrongAndWhoIsHit() throws Exception {
        comms.timeline()
                .reach(comms.incident, Milestone.ALERTED, "Alert raised", "test", "Connections: 100 of 100\nfor 5 min");

        assertThat(get(links.issue(comms.incident, "rita", 1)).getContentAsString())
                .contains("Connections: 100 of 100\nfor 5 min", "Impact: users affected", "opened ", "UTC)")
                .doesNotContain("T07:");
    }

    @Test
    @Tag("G11")
    void afterOnePageThePersonAcknowledgesTheOthersToo() throws Exception {
        var other = comms.incidents().open(new NewIncident("Disk full", "plane", "disk", null, "test", false));
        var sams = comms.incidents().open(new NewIncident("Slow", "plane", "slow", null, "test", false));
        links.issue(other, "rita", 1);
        links.issue(other, "rita", 2);
        links.issue(sams, "sam", 1);
        var token = links.issue(comms.incident, "rita", 1);
        assertThat(post(token).getContentAsString()).contains("1 other page waits for you.");

        var page = http.perform(
                        MockMvcRequestBuilders.post("/ack/{token}", token).param("all", "true"))
                .andReturn()
                .getResponse()
                .getContentAsString();

        assertThat(page).contains("1 more incident is acknowledged.").doesNotContain("waits for you");
        assertThat(comms.incidents().get(other).acknowledgedBy()).isEqualTo("rita");
        assertThat(comms.incidents().get(sams).acknowledgedBy()).isNull();
    }

    @Test
    @Tag("G11")
    void anExpiredLinkAcknowledgesNoOtherPage() throws Exception {
        var token = links.issue(comms.incident, "rita", 1);
        comms.clock.passes(Duration.ofMinutes(30));
        var other = comms.incidents().open(new NewIncident("Disk full", "plane", "disk", null, "test", false));
        links.issue(other, "rita", 1);

        http.perform(MockMvcRequestBuilders.post("/ack/{token}", token).param("all", "true"));

        assertThat(comms.incidents().get(other).acknowledgedBy()).isNull();
    }

    @Test
    void aTokenThatNobodyIssuedOpensNothing() throws Exception {
        for (var token : new String[] {"x", "A".repeat(43), "A".repeat(5000), "..%2f..%2fetc"}) {
            var page = post(token);
            assertThat(page.getStatus()).isEqualTo(404);
            assertThat(page.getContentAsString()).contains("Unknown link").doesNotContain("INC-");
        }
    }

    @Test
    void whenTheIncidentIsOverThereIsNothingToAcknowledge() throws Exception {
        var token = links.issue(comms.incident, "rita", 1);
        comms.incidents().end(comms.incident, IncidentStatus.CANCELLED, null);

        assertThat(post(token).getContentAsString())
                .contains("The incident is closed")
                .contains("cancelled");
        assertThat(comms.timelineLines()).isEmpty();
    }

    @Test
    @Tag("G13")
    void theLinkOfABundleListsAllAndAcknowledgesAll() throws Exception {
        var second = comms.record().incident();
        var third = comms.record().incident();
        var token = links.issue(
                "rita",
                Stream.of(comms.incident, second, third).map(this::paged).toList());

        var shown = get(token).getContentAsString();
        assertThat(shown)
                .contains("<h1>Acknowledge 3 incidents?</h1>", "Acknowledge all</button>")
                .contains(comms.incident.value(), second.value(), third.value());
        assertThat(comms.incidents().get(second).acknowledgedBy()).isNull();

        comms.incidents().end(third, IncidentStatus.CANCELLED, null);
        var pressed = post(token);

        assertThat(pressed.getStatus()).isEqualTo(200);
        assertThat(pressed.getContentAsString())
                .contains("<h1>2 of 3 acknowledged now</h1>", "there is nothing to acknowledge")
                .doesNotContain("<form");
        assertThat(comms.incidents().get(comms.incident).acknowledgedBy()).isEqualTo("rita");
        assertThat(comms.incidents().get(second).acknowledgedBy()).isEqualTo("rita");
        assertThat(post(token).getContentAsString()).contains("Rita Responder acknowledged first");
    }

    @Test
    @Tag("G13")
    void aBundleWhoseAcknowledgementWasCutShortIsPressedAgain() throws Exception {
        var second = comms.record().incident();
        var token = links.issue(
                "rita", Stream.of(comms.incident, second).map(this::paged).toList());
        service.press(token, comms.incident);

        assertThat(get(token).getContentAsString())
                .contains("Please press again: 1 of 2 are not acknowledged", "Acknowledge all</button>");
        assertThat(post(token).getContentAsString()).doesNotContain("<form");

        assertThat(comms.incidents().get(second).acknowledgedBy()).isEqualTo("rita");
    }

    private AckLinks.Paged paged(IncidentId incident) {
        return new AckLinks.Paged(incident, 1);
    }

    @Test
    @Tag("E4")
    void whatTheAlertSaysIsEscaped() throws Exception {
        comms.jdbc()
                .sql("update incident set title = ?, service = ?")
                .params("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>")
                .update();

        var html = get(links.issue(comms.incident, "rita", 1)).getContentAsString();

        assertThat(html)
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;alert(1)&lt;")
                .contains("&quot;&gt;&lt;img");
    }

    @Test
    void thePageIsKeptNowhereAndRunsNothing() throws Exception {
        var page = get(links.issue(comms.incident, "rita", 1));

        assertThat(page.getContentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.getHeader(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
        assertThat(page.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.getHeader("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(page.getContentAsString())
                .doesNotContain("style=", "<style", "onclick")
                .contains("/css/firebreak.css");
    }

    @Test
    void onlyTheHashOfATokenIsKept() {
        var token = links.issue(comms.incident, "rita", 1);

        var kept = comms.jdbc().sql("select * from ack_link").query().singleRow();

        assertThat(kept.values().toString()).doesNotContain(token);
        assertThat(kept.get("token_hash").toString()).hasSize(64);
    }

    private MockHttpServletResponse get(String token) throws Exception {
        return http.perform(MockMvcRequestBuilders.get("/ack/{token}", token))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse post(String token) throws Exception {
        return http.perform(MockMvcRequestBuilders.post("/ack/{token}", token))
                .andReturn()
                .getResponse();
    }
}
