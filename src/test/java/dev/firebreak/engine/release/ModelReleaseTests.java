package dev.firebreak.engine.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.AccountChanges;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.FourEyes;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.ModelAuthors;
import dev.firebreak.engine.TestModels;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.AuditDeployer;
import dev.firebreak.engine.models.ModelSettings;
import dev.firebreak.engine.release.difference.Differences;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Milo writes models, Carl writes models and commands, Carla commands, Obs looks. The policies are those of the attack
 * that changed a live database without a second person.
 */
@FirebreakTest
@Tag("H30")
class ModelReleaseTests {

    private static final String PASSWORD = "a-long-password-of-tests";
    private static final String POLICY = "policy-authorize-step.dmn";
    private static final String KEY = "authorize-step";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    RepositoryService repository;

    @Autowired
    ModelRelease release;

    @Autowired
    ModelProposals proposals;

    @Autowired
    Differences differences;

    @Autowired
    AuditDeployer deployments;

    @Autowired
    SystemIdentity system;

    @Autowired
    dev.firebreak.access.Audit audit;

    @Autowired
    AccountChanges changes;

    @Autowired
    ModelAuthors authors;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    private final Set<String> before = new HashSet<>();
    private long audited;

    @BeforeEach
    void people() {
        person("relMilo", Role.MODELER);
        person("relMina", Role.MODELER);
        person("relCarl", Role.COMMANDER, Role.MODELER);
        person("relCarla", Role.COMMANDER);
        person("relAda", Role.ADMIN);
        person("relObs", Role.OBSERVER);
        repository.createDeploymentQuery().list().forEach(it -> before.add(it.getId()));
        audited = jdbc.sql("select number from audit_chain where chain = 'system'")
                .query(Long.class)
                .single();
    }

    @AfterEach
    void nothingIsLeft() {
        repository.createDeploymentQuery().list().stream()
                .map(Deployment::getId)
                .filter(id -> !before.contains(id))
                .forEach(id -> {
                    repository.deleteDeployment(id, true);
                    jdbc.sql("delete from model_version where deployment_id = ?")
                            .param(id)
                            .update();
                });
        jdbc.sql("delete from model_proposal_file").update();
        jdbc.sql("delete from model_proposal_key").update();
        jdbc.sql("delete from model_proposal").update();
    }

    @Test
    void aModelerAloneChangesNoPolicy() throws Exception {
        var answer = deploy(
                "relMilo", Map.of(POLICY, attack(POLICY), "policy-milo-alone.bpmn", attack("policy-milo-alone.bpmn")));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(json.readTree(answer.body()).at("/message").asText())
                .startsWith("authorize-step waits for release as proposal ")
                .contains("a commander or an administrator, but not relMilo,", "/models/")
                .doesNotContain("Exception");
        assertThat(versions(KEY)).isOne();
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey("milo-alone")
                        .count())
                .isZero();
        assertThat(audited()).singleElement().asString().contains("\"action\":\"model.proposed\"", "relMilo");
    }

    @Test
    void everyGuardedModelWaits_whateverItsFileIsCalled() throws Exception {
        var page = shipped("processes/page-on-call.bpmn");
        var severity = shipped("processes/assess-severity.dmn");

        assertThat(deploy("relMilo", "innocent.bpmn", page.replace("name=\"", "name=\"Our "))
                        .statusCode())
                .isEqualTo(409);
        assertThat(deploy("relMilo", "x.dmn", severity.replace("\"P4\"", "\"P5\""))
                        .statusCode())
                .isEqualTo(409);
        assertThat(deploy("relAda", "x.dmn", severity.replace("\"P4\"", "\"P5\""))
                        .statusCode())
                .isEqualTo(409);
        assertThat(deploy("relMilo", "x.dmn", attack(POLICY).replace("\"authorize-step\"", "\" authorize-step\""))
                        .statusCode())
                .isBetween(400, 409);
        assertThat(versions(KEY)).isOne();
    }

    @Test
    void whatIsInForceAndWhatIsNotGuardedNeedsNoRelease() throws Exception {
        var own = TestModels.process("of-milo", "<bpmn:startEvent id=\"Start\"/>");

        assertThat(deploy("relMilo", "of-milo.bpmn", own).statusCode()).isEqualTo(200);
        assertThat(deploy("relMilo", "again.dmn", shipped("processes/authorize-step.dmn"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSecondPersonReleasesWhatTheySaw() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        var seen = seen("relCarla", number);

        assertThat(seen.at("/difference/files/0/replaces/0/key").asText()).isEqualTo(KEY);
        assertThat(seen.at("/difference/files/0/tables/0/rows").findValuesAsText("change"))
                .contains("REMOVED", "ADDED");
        var answer = release("relCarla", number, sha256(seen));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(versions(KEY)).isEqualTo(2);
        assertThat(inForce()).isEqualTo(attack(POLICY));
        assertThat(authors.of(deployment())).containsExactly("relMilo");
        assertThat(json.readTree(call("relObs", "GET", "/api/models", null).body())
                        .at("/inForce"))
                .filteredOn(model -> model.at("/key").asText().equals(KEY))
                .singleElement()
                .satisfies(model -> assertThat(model.at("/releasedBy").asText()).isEqualTo("relCarla"));
        assertThat(audited())
                .anyMatch(row -> row.contains("\"action\":\"model.released\"")
                        && row.contains("\"author\":\"relMilo\"")
                        && row.contains("\"releasedBy\":\"relCarla\"")
                        && row.contains("\"fourEyes\":\"kept\""));
    }

    @Test
    void anEarlierVersionOfAGuardedModelComesBackAsAProposalThatASecondPersonReleases() throws Exception {
        var shipped = inForce();
        var number = proposed("relMilo", attack(POLICY));
        release("relCarla", number, sha256(seen("relCarla", number)));
        assertThat(page("relObs")).contains(KEY + ", version 1").doesNotContain("Bring back");
        assertThat(page("relMina")).contains("/models/" + KEY + "/versions/1/restore", "Bring back");

        assertThat(restore("relCarla", KEY, 1).statusCode()).isEqualTo(403);
        assertThat(restore("relMina", KEY, 2).statusCode())
                .as("in force already")
                .isEqualTo(409);
        assertThat(restore("relMina", KEY, 99).statusCode()).isEqualTo(404);
        var answer = restore("relMina", KEY, 1);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var proposal = json.readTree(answer.body()).at("/proposal").asLong();
        assertThat(inForce()).as("nothing is in force yet").isEqualTo(attack(POLICY));
        assertThat(release("relMina", proposal, sha256(seen("relMina", proposal)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(release("relCarla", proposal, sha256(seen("relCarla", proposal)))
                        .statusCode())
                .isEqualTo(200);
        assertThat(inForce()).isEqualTo(shipped);
        assertThat(versions(KEY)).isEqualTo(3);
    }

    @Test
    void anEarlierVersionOfAnotherModelIsInForceAtOnce() throws Exception {
        var first = TestModels.process("of-milo", "<bpmn:startEvent id=\"First\"/>");
        var second = TestModels.process("of-milo", "<bpmn:startEvent id=\"Second\"/>");
        deploy("relMilo", "of-milo.bpmn", first);
        deploy("relMilo", "of-milo.bpmn", second);

        var answer = restore("relMina", "of-milo", 1);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).at("/proposal").isNull()).isTrue();
        var latest = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("of-milo")
                .latestVersion()
                .singleResult();
        assertThat(latest.getVersion()).isEqualTo(3);
        assertThat(authors.of(latest.getDeploymentId())).contains("relMina");
    }

    @Test
    void aVersionHasAPageWithWhatRanByItAndHowItDiffersFromWhatIsInForce() throws Exception {
        deploy("relMilo", "of-page.bpmn", TestModels.process("of-page", "<bpmn:startEvent id=\"First\"/>"));
        deploy("relMilo", "of-page.bpmn", TestModels.process("of-page", "<bpmn:startEvent id=\"Second\"/>"));

        assertThat(page("relObs", "/models/redis-memory-full/versions/1"))
                .contains("Expire cache keys", "tier-1, tier-2, tier-3: one approval");
        assertThat(page("relObs")).contains("/models/redis-memory-full/versions/1");
        var earlier = page("relObs", "/models/of-page/versions/1");
        assertThat(earlier).contains("of-page, version 1", "Earlier version", "0 running, 0 ended");
        assertThat(earlier.replaceAll("<[^>]+>", ""))
                .contains("added First", "removed Second")
                .doesNotContain("Bring back");
        assertThat(page("relObs", "/models/of-page/versions/2"))
                .contains("In force")
                .doesNotContain("removed");
        assertThat(page("relMina", "/models/of-page/versions/1")).contains("Bring back");
        assertThat(page("relObs", "/models/of-page/versions/3")).contains("There is no version 3 of of-page.");
        assertThat(page("relObs", "/models/" + KEY + "/versions/1")).contains(KEY + ", version 1");
    }

    private String page(String person) {
        return page(person, "/models");
    }

    private String page(String person, String path) {
        return new HttpVisitor(port)
                .send(
                        "GET",
                        path,
                        "",
                        Map.of("Accept", "text/html", "Authorization", HttpVisitor.basic(person, PASSWORD)))
                .body();
    }

    private HttpResponse<String> restore(String person, String key, int version) throws Exception {
        return call(person, "POST", "/api/models/" + key + "/versions/" + version + "/restore", "");
    }

    @Test
    void anAdministratorMayRelease_anObserverAndAModelerNot() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        var seen = sha256(seen("relObs", number));

        assertThat(release("relObs", number, seen).statusCode()).isEqualTo(403);
        assertThat(release("relMina", number, seen).statusCode()).isEqualTo(403);
        assertThat(release("relMilo", number, seen).statusCode()).isEqualTo(403);
        assertThat(release("relAda", number, seen).statusCode()).isEqualTo(200);
    }

    @Test
    void theAuthorDoesNotReleaseIt_notEvenThroughAColleague() throws Exception {
        var own = proposed("relCarl", attack(POLICY));

        assertThat(release("relCarl", own, sha256(seen("relCarl", own))).statusCode())
                .isEqualTo(403);

        withdraw("relCarl", own);
        var through = proposed("relMilo", attack(POLICY));
        assertThat(release("relCarl", through, sha256(seen("relCarl", through))).statusCode())
                .isEqualTo(403);
        assertThat(versions(KEY)).isOne();
    }

    @Test
    void whoseRolesHaveJustChangedDoesNotReleaseIt() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        person("relNew", Role.COMMANDER);
        changes.powerChanged("relNew", "relAda");

        var answer = release("relNew", number, sha256(seen("relNew", number)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("relAda changed your roles");
    }

    @Test
    void toDeployTheSameBytesAgainTakesNoAuthorAway() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        release("relCarla", number, sha256(seen("relCarla", number)));

        deploy("relMina", "again.dmn", attack(POLICY));

        assertThat(authors.of(deployment())).containsExactlyInAnyOrder("relMilo", "relMina");
    }

    @Test
    void onASiteOfOnePersonTheAuthorReleases_andTheAuditSaysSo() throws Exception {
        var number = proposed("relCarl", attack(POLICY));
        var site = new ModelRelease(
                proposals,
                differences,
                repository,
                system,
                deployments,
                audit,
                changes,
                new ModelSettings(null, FourEyes.WARN, Duration.ofMinutes(60)),
                Clock.systemUTC(),
                "x");
        var carl = new Person("relCarl", "Carl", "c@example.org", Set.of(Role.COMMANDER));

        var released = site.release(number, release.difference(number).sha256(), carl);

        assertThat(released.isFourEyesKept()).isFalse();
        assertThat(audited())
                .anyMatch(row -> row.contains("model.released") && row.contains("\"fourEyes\":\"not kept\""));
        assertThat(visitor("relObs").page("/models/" + number).body()).contains("four eyes were not kept");
    }

    @Test
    void onlyTheDifferenceThatWasSeenIsReleased() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        var seen = sha256(seen("relCarla", number));

        assertThat(release("relCarla", number, "0".repeat(64)).statusCode()).isEqualTo(409);
        jdbc.sql("update model_proposal_file set content = ?")
                .param(attack(POLICY).replace("automatic", "one").getBytes(StandardCharsets.UTF_8))
                .update();
        assertThat(release("relCarla", number, seen).statusCode()).isEqualTo(409);
        assertThat(versions(KEY)).isOne();
    }

    @Test
    void whenWhatIsInForceChangesTheDifferenceIsSeenAgain() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        var seen = sha256(seen("relCarla", number));
        repository
                .createDeployment()
                .addString(
                        "operator.dmn", shipped("processes/authorize-step.dmn").replace("FIRST\">", "FIRST\" >"))
                .deploy();

        assertThat(release("relCarla", number, seen).statusCode()).isEqualTo(409);
        assertThat(release("relCarla", number, sha256(seen("relCarla", number))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aNewerProposalSupersedes_andTheSameOneIsFoundAgain() throws Exception {
        var first = proposed("relMilo", attack(POLICY));
        assertThat(proposed("relMilo", attack(POLICY))).isEqualTo(first);
        var seen = sha256(seen("relCarla", first));

        var second = proposed("relMina", attack(POLICY).replace("\"automatic\"", "\"one\""));

        assertThat(second).isGreaterThan(first);
        var late = release("relCarla", first, seen);
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(late.body()).contains("proposal " + second + " took its place");
        assertThat(release("relCarla", second, sha256(seen("relCarla", second))).statusCode())
                .isEqualTo(200);
        assertThat(inForce()).contains("\"one\"");
    }

    @Test
    void ofTwoThatWereProposedAtOnceOnlyTheNewerIsReleased() throws Exception {
        var first = proposed("relMilo", attack(POLICY));
        proposed("relMina", attack(POLICY).replace("\"automatic\"", "\"one\""));
        jdbc.sql("update model_proposal set state = 'WAITING'").update();

        assertThat(release("relCarla", first, sha256(seen("relCarla", first))).body())
                .contains("is newer");
    }

    @Test
    void whatWasWithdrawnStaysSo() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        var seen = sha256(seen("relCarla", number));

        assertThat(withdraw("relMina", number).statusCode()).isEqualTo(403);
        assertThat(withdraw("relMilo", number).statusCode()).isEqualTo(200);
        assertThat(withdraw("relMilo", number).statusCode()).isEqualTo(409);
        assertThat(release("relCarla", number, seen).statusCode()).isEqualTo(409);
        assertThat(versions(KEY)).isOne();
    }

    @Test
    void eightReleasesAtOnceAreOne() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        var seen = sha256(seen("relCarla", number));

        var answers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(any -> release("relCarla", number, seen).statusCode())
                .toList();

        assertThat(answers).containsOnlyOnce(200);
        assertThat(versions(KEY)).isEqualTo(2);
        assertThat(audited()).filteredOn(row -> row.contains("model.released")).hasSize(1);
    }

    @Test
    void whatFailsHalfwayIsNotReleased() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        jdbc.sql("update model_proposal_file set content = ?")
                .param(attack(POLICY).replace("\"automatic\"", "\"whatever\"").getBytes(StandardCharsets.UTF_8))
                .update();

        var answer = release("relCarla", number, sha256(seen("relCarla", number)));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("is not one of automatic, one, two, forbidden");
        assertThat(release.get(number).isWaiting()).isTrue();
        assertThat(audited()).noneMatch(row -> row.contains("model.released"));
    }

    @Test
    void nobodyDeletesAGuardedModel() throws Exception {
        var number = proposed("relMilo", attack(POLICY));
        release("relCarla", number, sha256(seen("relCarla", number)));

        assertThat(call("relAda", "DELETE", "/engine-rest/deployment/" + deployment() + "?cascade=true", null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("relAda", "DELETE", "/engine-rest/process-definition/key/run-step?cascade=true", null)
                        .statusCode())
                .isEqualTo(403);
        assertThat(versions(KEY)).isEqualTo(2);
    }

    @Test
    void whatDoesNotExistIsSaidSo() {
        assertThat(call("relCarla", "GET", "/api/models/authorize-step/versions/999999", null)
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("relCarla", "POST", "/api/models/run-step/versions/1/release", "{\"sha256\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(call("relCarla", "POST", "/api/models/run-step/versions/1/release", "{}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void thePageShowsTheDifferenceAndReleases() throws Exception {
        var hostile = attack(POLICY).replace("name=\"a\"", "name=\"&lt;script>alert(1)&lt;/script>\"");
        var number = proposed("relMilo", hostile);
        var carla = visitor("relCarla");

        assertThat(carla.page("/").body()).contains("A guarded model waits for release");
        assertThat(carla.page("/models").body()).contains("/models/" + number, "by relMilo", "incident-lifecycle");
        var page = carla.page("/models/" + number).body();
        assertThat(page)
                .contains(
                        "tr class=\"removed\"",
                        "tr class=\"added\"",
                        "&quot;automatic&quot;",
                        "I have seen the difference")
                .doesNotContain("<script>alert", "style=\"");
        assertThat(visitor("relObs").page("/models/" + number).body())
                .contains("Only a commander or an administrator")
                .doesNotContain("I have seen the difference", "Withdraw<");

        var sha256 = page.replaceAll("(?s).*name=\"sha256\" value=\"([0-9a-f]+)\".*", "$1");
        var csrf = carla.csrfOf("/models");
        var address = "/models/" + number + "/release";
        assertThat(carla.form(address, Map.of("_csrf", csrf, "sha256", sha256)).statusCode())
                .isEqualTo(400);
        assertThat(carla.form(address, Map.of("_csrf", csrf, "sha256", "x", "seen", "true"))
                        .body())
                .contains("no longer the one that you saw");
        assertThat(carla.form(address, Map.of("_csrf", csrf, "sha256", sha256, "seen", "true"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(carla.page("/models/" + number).body()).contains("Released by relCarla");
        assertThat(versions(KEY)).isEqualTo(2);
    }

    private long proposed(String person, String policy) {
        var answer = deploy(person, POLICY, policy);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        return Long.parseLong(answer.body().replaceAll("(?s).*as proposal (\\d+).*", "$1"));
    }

    private JsonNode seen(String person, long number) throws IOException {
        return json.readTree(call(person, "GET", "/api/models/" + KEY + "/versions/" + number, null)
                .body());
    }

    private static String sha256(JsonNode seen) {
        return seen.at("/difference/sha256").asText();
    }

    private HttpResponse<String> release(String person, long number, String sha256) {
        var body = "{\"sha256\":\"" + sha256 + "\"}";
        return call(person, "POST", "/api/models/" + KEY + "/versions/" + number + "/release", body);
    }

    private HttpResponse<String> withdraw(String person, long number) {
        return call(person, "POST", "/api/models/" + KEY + "/versions/" + number + "/withdraw", "{\"reason\":\"no\"}");
    }

    private HttpResponse<String> deploy(String person, String file, String content) {
        return deploy(person, Map.of(file, content));
    }

    private HttpResponse<String> deploy(String person, Map<String, String> files) {
        var body =
                new StringBuilder("--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nattack\r\n");
        files.forEach((file, content) ->
                body.append("--x\r\nContent-Disposition: form-data; name=\"" + file + "\"; filename=\"" + file
                        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n"));
        return call(
                person,
                "POST",
                "/engine-rest/deployment/create",
                body + "--x--\r\n",
                Map.of("Content-Type", "multipart/form-data; boundary=x"));
    }

    private HttpResponse<String> call(String person, String method, String path, String body) {
        return call(person, method, path, body, Map.of("Content-Type", "application/json"));
    }

    private HttpResponse<String> call(
            String person, String method, String path, String body, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        all.put("Accept", "application/json");
        all.put("Authorization", HttpVisitor.basic(person, PASSWORD));
        return new HttpVisitor(port).send(method, path, body, all);
    }

    private HttpVisitor visitor(String person) {
        var visitor = new HttpVisitor(port);
        visitor.login(person, PASSWORD);
        return visitor;
    }

    private void person(String id, Role... roles) {
        accounts.createIfMissing(id, id, id + "@example.org", PASSWORD, Set.of(roles));
    }

    private long versions(String decision) {
        return repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision).list().stream()
                .filter(it -> before.contains(it.getDeploymentId()) ? it.getVersion() == first(decision) : true)
                .count();
    }

    /** The newest version that was there before the test. */
    private int first(String decision) {
        return repository.createDecisionDefinitionQuery().decisionDefinitionKey(decision).list().stream()
                .filter(it -> before.contains(it.getDeploymentId()))
                .mapToInt(it -> it.getVersion())
                .max()
                .orElse(0);
    }

    private String deployment() {
        return latest().getDeploymentId();
    }

    private DecisionDefinition latest() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(KEY)
                .latestVersion()
                .singleResult();
    }

    private String inForce() throws IOException {
        var latest = latest();
        try (var stream = repository.getResourceAsStream(latest.getDeploymentId(), latest.getResourceName())) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The rows of the system's chain since the test began that are about models. */
    private List<String> audited() {
        return jdbc
                .sql("select entry from audit_entry where chain = 'system' and number > ? order by number")
                .param(audited)
                .query(String.class)
                .list()
                .stream()
                .filter(row -> row.contains("\"action\":\"model."))
                .toList();
    }

    private static String attack(String file) throws IOException {
        return Files.readString(Path.of("src/test/resources/attacks", file));
    }

    private static String shipped(String file) throws IOException {
        return Files.readString(Path.of(file));
    }
}
