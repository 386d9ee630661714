package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lab.Until;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * H12: after an incident in which external systems echo every secret, no secret is found in anything Firebreak wrote.
 */
@ExtendWith(OutputCaptureExtension.class)
@StoryTest
class CanaryStoryTests {

    private static final String TARGET = "canary-of-the-target-0123";
    private static final String SLACK = "canary-of-slack-0123";
    private static final String MAIL = "canary-of-the-mail-0123";
    private static final String DATABASE = "canary-of-the-database-0123";
    private static final String INGEST = "canary-of-the-ingest-token-0123";
    private static final String SOURCE = "canary-of-a-source-0123";
    private static final String ADMIN = "canary-of-the-admin-0123";
    private static final List<String> CANARIES = List.of(TARGET, SLACK, MAIL, DATABASE, INGEST, SOURCE, ADMIN);

    private static final GreenMail POST = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final Pattern NAME = Pattern.compile("INC-\\d{8}-\\d{6}-\\d+");

    private static PasswordEchoingPostgres postgres;

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Value("${firebreak.data-dir}")
    Path data;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void canaries(DynamicPropertyRegistry properties) throws IOException {
        postgres = new PasswordEchoingPostgres();
        POST.start();
        POST.setUser("firebreak@example.test", "firebreak", MAIL);
        var catalog = catalog();
        properties.add("firebreak.catalog", catalog::toString);
        properties.add("FIREBREAK_SECRET_MOSAIC_POSTGRES", () -> TARGET);
        properties.add("FIREBREAK_SECRET_TEAM", () -> "http://127.0.0.1:1/services/" + SLACK);
        properties.add("FIREBREAK_SECRET_GRAFANA", () -> SOURCE);
        properties.add("firebreak.sources.grafana.tokens[0]", () -> "secret://grafana");
        properties.add("FIREBREAK_INGEST_TOKEN", () -> INGEST);
        properties.add("FIREBREAK_ADMIN_PASSWORD", () -> ADMIN);
        properties.add("spring.datasource.password", () -> DATABASE);
        properties.add("spring.mail.port", () -> POST.getSmtp().getPort());
        properties.add("spring.mail.username", () -> "firebreak");
        properties.add("spring.mail.password", () -> MAIL);
        properties.add("spring.mail.properties.mail.smtp.auth", () -> "true");
    }

    private static Path catalog() throws IOException {
        var text = Files.readString(Path.of("src/test/resources/world/catalog.yaml"))
                .replace("127.0.0.1:5433", "127.0.0.1:" + postgres.port())
                .replace("contacts:\n", "contacts:\n  team: {name: Team, slack: secret://team}\n")
                .replace("engineering: [", "engineering: [team, ");
        return Files.writeString(Files.createTempFile("canary", ".yaml"), text);
    }

    @AfterAll
    static void postCloses() {
        POST.stop();
    }

    @Test
    @Tag("H12")
    void noSecretIsFoundAnywhere(CapturedOutput log) throws Exception {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));

        var incident = alerted();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", "P1"));
        for (var turn = 0; turn < 6; turn++) {
            world.passes(Duration.ofSeconds(20));
        }

        assertThat(postgres.heard).contains(TARGET);
        assertThat(stuck()).anyMatch(why -> why.contains("no access with password=***"));
        var search = left(incident, log);
        assertThat(search.where(List.of(incident.value())))
                .as("searched places")
                .anyMatch(place -> place.startsWith("database TIMELINE_ENTRY."))
                .anyMatch(place -> place.startsWith("database ACT_HI_PROCINST."))
                .anyMatch(place -> place.startsWith("mail"))
                .anyMatch(place -> place.startsWith("answer /incidents/"))
                .anyMatch(place -> place.startsWith("log"));
        assertThat(search.where(List.of("\n")))
                .as("the evidence is searched")
                .anyMatch(place -> place.startsWith("file evidence/"));
        assertThat(search.where(List.of("or ***, sorry")))
                .as("error texts are kept, with the secret redacted")
                .anyMatch(place -> place.startsWith("database ACT_RU_INCIDENT."))
                .anyMatch(place -> place.startsWith("database ACT_GE_BYTEARRAY."))
                .anyMatch(place -> place.startsWith("answer /incidents/"))
                .anyMatch(place -> place.startsWith("log"));
        assertThat(search.where(
                        Stream.concat(CANARIES.stream(), CANARIES.stream().map(CanaryStoryTests::base64))
                                .toList()))
                .isEmpty();
    }

    private IncidentId alerted() throws IOException {
        var answer = new HttpVisitor(port)
                .send(
                        "POST",
                        "/api/alerts/alertmanager",
                        Files.readString(Path.of("src/test/resources/alerts/alertmanager-0.25-firing.json")),
                        Map.of(
                                "Authorization",
                                HttpVisitor.basic("grafana", SOURCE),
                                "Content-Type",
                                "application/json"));
        var name = NAME.matcher(answer.body());
        assertThat(name.find()).as(answer.body()).isTrue();
        var incident = new IncidentId(name.group());
        Until.within(Duration.ofSeconds(10)).see("the process runs", () -> !world.isOver(incident));
        world.untilNothingMoves();
        return incident;
    }

    private List<String> stuck() {
        return engine.getRuntimeService().createIncidentQuery().list().stream()
                .map(it -> it.getIncidentMessage())
                .toList();
    }

    private DataSearch left(IncidentId incident, CapturedOutput log) throws Exception {
        var search = new DataSearch();
        search.addDatabase(jdbc);
        search.addFiles(data);
        search.add("log", log.getAll());
        for (var mail : POST.getReceivedMessages()) {
            search.add("mail", GreenMailUtil.getWholeMessage(mail));
            search.add("mail, decoded", mail.getSubject() + mail.getContent());
        }
        answers(incident, search);
        return search;
    }

    private void answers(IncidentId incident, DataSearch search) {
        var visitor = new HttpVisitor(port);
        visitor.login("admin", ADMIN);
        var ofIncident = "/api/incidents/" + incident.value();
        Stream.of("/", "/incidents/" + incident.value(), "/nowhere")
                .forEach(page -> search.add("answer " + page, visitor.page(page).body()));
        Stream.of("", "/timeline", "/timeline.csv", "/steps", "/deliveries", "/alerts", "/evidence", "/postmortem")
                .map(ofIncident::concat)
                .forEach(path -> search.add("answer " + path, visitor.get(path).body()));
        Stream.of("external-task", "history/external-task-log", "incident", "history/variable-instance", "job")
                .map("/engine-rest/"::concat)
                .forEach(path -> search.add("answer " + path, asAdmin(path)));
        for (var task :
                engine.getExternalTaskService().createExternalTaskQuery().list()) {
            var path = "/engine-rest/external-task/" + task.getId() + "/errorDetails";
            search.add("answer " + path, asAdmin(path));
        }
    }

    private String asAdmin(String path) {
        return new HttpVisitor(port)
                .send("GET", path, null, Map.of("Authorization", HttpVisitor.basic("admin", ADMIN)))
                .body();
    }

    private static String base64(String secret) {
        return Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }
}
