package dev.firebreak.engine.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.FourEyes;
import dev.firebreak.access.Role;
import dev.firebreak.database.MigratedDatabase;
import dev.firebreak.engine.CodeExecutionModels;
import dev.firebreak.engine.StartupRefused;
import dev.firebreak.engine.TestModels;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.reload.LastReload;
import dev.firebreak.engine.models.reload.ModelReload;
import dev.firebreak.engine.models.reload.ModelsRefused;
import dev.firebreak.engine.models.reload.ReloadResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.camunda.bpm.engine.RepositoryService;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@FirebreakTest
class ModelDeployerTests {

    private static final String GOOD = TestModels.process("of-the-folder", """
            <bpmn:startEvent id="Start"/><bpmn:userTask id="Do"/>
            <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Do"/>
            """);

    @Autowired
    ModelDeployer ofJar;

    @Autowired
    ModelCheck check;

    @Autowired
    AdmissionDeployer gate;

    @Autowired
    AuditDeployer record;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RepositoryService repository;

    @Autowired
    SystemIdentity engine;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @TempDir
    Path folder;

    private long before;

    @BeforeEach
    void whatIsInTheAuditAlready() {
        before = lastRow();
    }

    @AfterEach
    void theJarsModelsAreBack() {
        ofJar.reload("molly");
        for (var key : List.of("of-the-folder", "attacked")) {
            repository.createProcessDefinitionQuery().processDefinitionKey(key).list().stream()
                    .map(definition -> definition.getDeploymentId())
                    .distinct()
                    .forEach(deployment -> repository.deleteDeployment(deployment, true));
        }
    }

    @Test
    @Tag("C11")
    void whatDidNotChangeIsNotDeployedAgain() {
        var before = repository.createDeploymentQuery().count();

        var reloads = Stream.of(1, 2, 3, 4)
                .parallel()
                .map(any -> ofJar.reload("molly"))
                .toList();

        assertThat(reloads).allSatisfy(reload -> assertThat(reload.deployed()).isEmpty());
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(before);
    }

    @Test
    void aFileOfTheFolderReplacesTheJarsAndLeavesAgain() throws IOException {
        var own = ofClasspath("processes/post-mortem.bpmn");
        write("processes/post-mortem.bpmn", own + "<!-- ours -->");
        write("new.bpmn", GOOD);
        var versions = versions("post-mortem");

        var reload = withFolder().reload("molly");

        assertThat(reload.deployed()).containsExactly("new.bpmn", "post-mortem.bpmn");
        assertThat(versions("post-mortem")).isEqualTo(versions + 1);
        assertThat(versions("of-the-folder")).isEqualTo(1);
        assertThat(withFolder().reload("molly").deployed()).isEmpty();
        assertThat(ofJar.reload("molly").deployed()).containsExactly("post-mortem.bpmn");
    }

    @Test
    void theAuditSaysWhoReloadedWhichFile() throws IOException {
        write("new.bpmn", GOOD);

        withFolder().reload("molly");
        withFolder().reload("molly");

        assertThat(audited()).singleElement().asString().contains("\"actor\":\"molly\"", sha256(GOOD));
    }

    @Test
    void theAuditSaysWhoDeployedWhichFileOverRest() throws Exception {
        deployOverRest("new.bpmn", GOOD);
        deployOverRest("new.bpmn", CodeExecutionModels.all().get(2).bpmn());

        assertThat(audited()).singleElement().asString().contains("\"actor\":\"molly\"", sha256(GOOD));
    }

    @Test
    void theModelsOfTheStartAreInTheAudit() {
        assertThat(jdbc.sql("""
                                select entry from audit_entry where chain = 'system' and entry like '%models.deployed%'
                                order by number fetch first row only""").query(String.class).single())
                .contains("\"action\":\"models.deployed\"", "\"actor\":\"firebreak\"", "\"incident-lifecycle.bpmn\":");
    }

    @Test
    @Tag("H32")
    void aReloadWithARefusedFileChangesNothing() throws IOException {
        var versions = versions("post-mortem");
        write("post-mortem.bpmn", CodeExecutionModels.all().get(2).bpmn());
        write("huge.bpmn", "x".repeat(3 * 1024 * 1024));
        write("new.bpmn", GOOD);

        var reload = withFolder().reload("molly");

        assertThat(reload.deployed()).isEmpty();
        assertThat(reload.refused())
                .extracting(ReloadResult.Refused::file)
                .containsExactly("huge.bpmn", "post-mortem.bpmn");
        assertThat(reload.refused().get(1).reasons()).first().satisfies(why -> {
            assertThat(why.element()).isEqualTo("Attack");
            assertThat(why.reason()).contains("camunda:assignee");
        });
        assertThat(versions("post-mortem")).isEqualTo(versions);
        assertThat(versions("of-the-folder")).isZero();
    }

    @Test
    @Tag("H32")
    void aRefusedFileNeverBringsTheJarsModelBack() throws IOException {
        var own = ofClasspath("processes/post-mortem.bpmn");
        write("post-mortem.bpmn", own + "<!-- ours -->");
        withFolder().reload("molly");
        var versions = versions("post-mortem");
        write("post-mortem.bpmn", own.replace("isExecutable=\"true\"", "isExecutable=\"false\""));
        write("new.bpmn", GOOD);

        assertThat(withFolder().reload("molly").deployed()).isEmpty();
        var start = withFolder().start();

        assertThat(start.deployed()).containsExactly("new.bpmn");
        assertThat(start.refused()).extracting(ReloadResult.Refused::file).containsExactly("post-mortem.bpmn");
        assertThat(versions("post-mortem")).isEqualTo(versions);
    }

    @Test
    @Tag("H32")
    void atAStartWhatIsRefusedIsTheJarsIfNothingWasThere() throws IOException {
        write("dangling.bpmn", TestModels.process("dangling", """
                <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Nowhere"/>
                """));
        write("needs-a-form.bpmn", TestModels.process("needs-a-form", """
                <bpmn:startEvent id="Start" camunda:formRef="bad-form" camunda:formRefBinding="latest"/>
                """));
        write("bad-form.form", "{\"id\": \"bad-form\", \"components\": [{\"type\": \"filepicker\"}]}");
        write("new.bpmn", GOOD);

        var start = withFolder().start();

        assertThat(start.deployed()).containsExactly("new.bpmn");
        assertThat(start.refused())
                .extracting(ReloadResult.Refused::file)
                .containsExactly("bad-form.form", "dangling.bpmn", "needs-a-form.bpmn");
    }

    @Test
    @Tag("H32")
    void aFileThatOnlyTheEngineFindsWrongIsRefusedToo() throws IOException {
        write("dangling.bpmn", TestModels.process("dangling", """
                <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Nowhere"/>
                """));
        write("new.bpmn", GOOD);

        var reload = withFolder().reload("molly");

        assertThat(reload.deployed()).isEmpty();
        assertThat(reload.refused()).extracting(ReloadResult.Refused::file).containsExactly("dangling.bpmn");
    }

    @Test
    @Tag("H32")
    void overHttpARefusedReloadIsA422WithElementAndReason() throws IOException {
        write("dangling.bpmn", TestModels.process("dangling", "").replace("isExecutable=\"true\"", ""));

        var database = new JdbcDataSource();
        database.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1");
        MigratedDatabase.in(database);
        var last = new LastReload(JdbcClient.create(database), Clock.systemUTC());
        var models = new ModelsController(new ModelReload(withFolder(), last));

        assertThatThrownBy(() -> models.reload(() -> "molly")).isInstanceOfSatisfying(ModelsRefused.class, refused -> {
            assertThat(refused.getStatusCode().value()).isEqualTo(422);
            assertThat(refused.getBody().getDetail()).contains("dangling.bpmn: dangling: is not executable");
        });
        assertThat(last.refused()).singleElement().satisfies(it -> {
            assertThat(it.file()).isEqualTo("dangling.bpmn");
            assertThat(it.reason()).startsWith("dangling: is not executable");
            assertThat(it.by()).isEqualTo("molly");
        });

        Files.delete(folder.resolve("dangling.bpmn"));
        models.reload(() -> "molly");
        assertThat(last.refused()).isEmpty();
    }

    @Test
    void aFolderThatIsNotThereIsRefusedByItsKey() {
        assertThatThrownBy(() -> new ModelSettings(folder.resolve("nowhere"), FourEyes.ENFORCE, Duration.ZERO))
                .isInstanceOf(StartupRefused.class)
                .hasMessageContaining("firebreak.models-dir");
    }

    @Test
    @Tag("H1")
    void overRestARefusalIsA400WithElementAndReason() throws Exception {
        for (var vector : CodeExecutionModels.all()) {
            var answer = deployOverRest("attack.bpmn", vector.bpmn());

            assertThat(answer.statusCode()).as(vector.name()).isEqualTo(400);
            assertThat(answer.body()).as(vector.name()).contains("attack.bpmn", "is refused");
        }
        assertThat(versions("attacked")).isZero();
    }

    @Test
    void overRestAGoodModelIsTaken() throws Exception {
        assertThat(deployOverRest("good.bpmn", GOOD).statusCode()).isEqualTo(200);
        assertThat(versions("of-the-folder")).isEqualTo(1);
    }

    @Test
    void overRestOtherFilesAreNotTaken() throws Exception {
        assertThat(deployOverRest("evil.html", "<script>alert(1)</script>").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> deployOverRest(String file, String content) throws Exception {
        accounts.createIfMissing("molly", "Molly", "molly@example.org", "rusty-anchor-nine", Set.of(Role.MODELER));
        var body = "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nrest\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"" + file + "\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + content + "\r\n--x--\r\n";
        var login = Base64.getEncoder().encodeToString("molly:rusty-anchor-nine".getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/engine-rest/deployment/create"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Authorization", "Basic " + login)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    /** The audit entries about this test's file since the test began. */
    private List<String> audited() {
        return jdbc
                .sql("select entry from audit_entry where chain = 'system' and number > ? order by number")
                .param(before)
                .query(String.class)
                .list()
                .stream()
                .filter(entry -> entry.contains("\"new.bpmn\":"))
                .toList();
    }

    private long lastRow() {
        return jdbc.sql("select number from audit_chain where chain = 'system'")
                .query(Long.class)
                .single();
    }

    private static String sha256(String text) {
        return DigestUtils.sha256Hex(text);
    }

    private ModelDeployer withFolder() {
        var settings = new ModelSettings(folder, FourEyes.ENFORCE, Duration.ZERO);
        return new ModelDeployer(new ModelFiles(settings), check, gate, record, repository, engine);
    }

    private long versions(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .count();
    }

    private void write(String name, String content) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static String ofClasspath(String name) throws IOException {
        try (var stream = ModelDeployerTests.class.getClassLoader().getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
