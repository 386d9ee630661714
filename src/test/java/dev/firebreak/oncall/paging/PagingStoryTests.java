package dev.firebreak.oncall.paging;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import dev.firebreak.FirebreakTest;
import dev.firebreak.comms.delivery.Deliveries;
import dev.firebreak.comms.delivery.DeliveryState;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.Lifecycle;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** All of Firebreak with a real mail server: from the incident to the page, from the link to the record. */
@FirebreakTest
class PagingStoryTests {

    private static final GreenMail GREEN = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    private static final Pattern LINK = Pattern.compile("https?://[^\\s]+/ack/([A-Za-z0-9_-]{43})");

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        GREEN.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> GREEN.getSmtp().getPort());
        properties.add("firebreak.comms.bundle.every", () -> "2s");
        properties.add("firebreak.catalog", () -> "classpath:catalog-demo.yaml");
    }

    @AfterAll
    static void theServerGoes() {
        GREEN.stop();
    }

    @LocalServerPort
    private int port;

    @Test
    void thePrimaryIsPagedByMailAndStopsTheEscalationWithOneClick(
            @Autowired Lifecycle lifecycle,
            @Autowired Incidents incidents,
            @Autowired Timeline timeline,
            @Autowired HistoryService history)
            throws Exception {
        var incident = lifecycle.open(new IncidentReport(
                "Pool exhausted",
                "mosaic-postgres",
                "connection-pool-exhausted",
                null,
                "test",
                null,
                false,
                Map.of("usersAffected", "many")));
        waitFor(() -> !mails(incident, "[PAGE").isEmpty());
        waitFor(() -> mails(incident, "[P").size() > mails(incident, "[PAGE").size());
        var token = token(mails(incident, "[PAGE").get(0));

        assertThat(http("GET", token).body()).contains("<form method=\"post\">");
        assertThat(http("HEAD", token).statusCode()).isEqualTo(200);
        assertThat(incidents.get(incident).acknowledgedBy()).isNull();
        var pressed = http("POST", token);

        assertThat(pressed.statusCode()).isEqualTo(200);
        assertThat(pressed.body()).contains("<h1>Acknowledged</h1>");
        assertThat(pressed.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("'none'");
        assertThat(incidents.get(incident).acknowledgedBy()).isNotNull();
        assertThat(timeline.of(incident).stream().map(TimelineEntry::what)).contains("Acknowledged");
        waitFor(() ->
                timeline.of(incident).stream().anyMatch(line -> line.what().startsWith("Announced (initial)")));
    }

    @Test
    @Tag("G13")
    void pagesOfTheSameMomentComeAsOneMessageWhoseLinkAcknowledgesAll(
            @Autowired Lifecycle lifecycle, @Autowired Incidents incidents, @Autowired Deliveries deliveries)
            throws Exception {
        var all = new ArrayList<IncidentId>();
        for (var n = 0; n < 4; n++) {
            all.add(lifecycle.open(new IncidentReport(
                    "Pool exhausted",
                    "mosaic-postgres",
                    "connection-pool-exhausted",
                    null,
                    "test",
                    null,
                    false,
                    Map.of("usersAffected", "many"))));
        }

        waitFor(() -> all.stream()
                .allMatch(incident -> deliveries.of(incident).stream()
                        .anyMatch(line -> line.message().startsWith("page-1") && line.state() == DeliveryState.SENT)));
        var bundled = all.stream()
                .filter(incident -> deliveries.of(incident).stream().anyMatch(line -> line.bundle() != null))
                .toList();
        assertThat(bundled).hasSizeGreaterThan(1);
        var message = bundled.stream()
                .flatMap(incident -> mails(incident, "[PAGE").stream())
                .filter(mail -> header(mail, "Subject").contains(bundled.size() + " incidents, first"))
                .findFirst();

        assertThat(message).isPresent();
        assertThat(http("POST", token(message.get())).body()).contains(bundled.size() + " incidents acknowledged");
        assertThat(bundled).allMatch(incident -> incidents.get(incident).acknowledgedBy() != null);
    }

    @Test
    void whetherPagesLeaveIsAnAnswerForTheCheckFromOutside() throws Exception {
        assertThat(call("GET", "/actuator/health/paging").body()).isEqualTo("{\"status\":\"UP\"}");
    }

    private HttpResponse<String> http(String method, String token) throws Exception {
        return call(method, "/ack/" + token);
    }

    private HttpResponse<String> call(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static List<MimeMessage> mails(IncidentId incident, String subject) {
        return Arrays.stream(GREEN.getReceivedMessages())
                .filter(mail -> header(mail, "X-Firebreak-Incident").equals(incident.value()))
                .filter(mail -> header(mail, "Subject").startsWith(subject))
                .toList();
    }

    private static String header(MimeMessage mail, String name) {
        try {
            return String.join("", mail.getHeader(name));
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String token(MimeMessage mail) throws Exception {
        var link = LINK.matcher(mail.getContent().toString());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private static void waitFor(BooleanSupplier what) throws InterruptedException {
        for (var n = 0; n < 600 && !what.getAsBoolean(); n++) {
            Thread.sleep(100);
        }
        assertThat(what.getAsBoolean()).isTrue();
    }
}
