package dev.firebreak.engine.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.engine.ModelerRequests;
import dev.firebreak.engine.TestModels;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The HTTP calls that Camunda Modeler 5 makes to deploy a model: check the connection, read the version, deploy. If the
 * engine refuses, the Modeler shows the {@code message} of its JSON answer.
 */
@FirebreakTest
class ModelerDeploymentTests {

    private static final String PASSWORD = "quiet-river-stone";
    private static final String KEY = "of-the-modeler";
    private static final String GOOD = model("<bpmn:userTask id=\"UserTask_Look\" name=\"Look\"/>", "UserTask_Look");
    private static final String EVIL = model(
            "<bpmn:scriptTask id=\"Task_Evil\" scriptFormat=\"groovy\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
            "Task_Evil");

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    RepositoryService repository;

    @Autowired
    ObjectMapper json;

    @BeforeEach
    void people() {
        accounts.createIfMissing("modeler", "Molly", "molly@example.org", PASSWORD, Set.of(Role.MODELER));
        accounts.createIfMissing("onlooker", "Olga", "olga@example.org", PASSWORD, Set.of(Role.OBSERVER));
    }

    @AfterEach
    void theModelIsGone() {
        repository
                .createDeploymentQuery()
                .deploymentSource("Camunda Modeler")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
    }

    @Test
    void theConnectionIsCheckedAndTheVersionAsked() throws Exception {
        var there = get("modeler", PASSWORD, "/deployment?maxResults=0");
        var version = get("modeler", PASSWORD, "/version");

        assertThat(there.statusCode()).isEqualTo(200);
        assertThat(there.body()).isEqualTo("[]");
        assertThat(read(version).at("/version").asText()).isEqualTo("7.24.0");
        assertThat(get("modeler", PASSWORD, "/deployment?maxResults=1").statusCode())
                .isEqualTo(200);
        assertThat(get("modeler", "wrong", "/deployment?maxResults=0").statusCode())
                .isEqualTo(401);
    }

    @Test
    void aGoodModelIsDeployedAndTheModelerFindsItsDefinition() throws Exception {
        var answer = deploy("modeler", GOOD);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(read(answer).at("/id").asText()).isNotEmpty();
        assertThat(read(answer).at("/deployedProcessDefinitions").findValuesAsText("key"))
                .containsExactly(KEY);
    }

    @Test
    void whatDidNotChangeIsNoNewVersion() throws Exception {
        var first = read(deploy("modeler", GOOD)).at("/id").asText();
        var again = read(deploy("modeler", GOOD));

        assertThat(again.at("/id").asText()).isEqualTo(first);
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(KEY)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aRefusedModelTellsTheModelerWhichElementAndWhy() throws Exception {
        var answer = deploy("modeler", EVIL);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(read(answer).at("/message").asText())
                .startsWith("of-the-modeler.bpmn is refused: ")
                .contains("Task_Evil", "script")
                .doesNotContain("Exception");
    }

    @Test
    void whoIsNoModelerDeploysNothing() throws Exception {
        var answer = deploy("onlooker", GOOD);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(read(answer).at("/message").asText()).isNotEmpty();
        assertThat(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(KEY)
                        .count())
                .isZero();
    }

    @Test
    @Tag("H5")
    void aDecisionThatIsGivenTooMuchAnswers400() throws Exception {
        var facts =
                "{\"variables\":{\"symptom\":{\"type\":\"String\",\"value\":\"%s\"}}}".formatted("x".repeat(200_000));
        var answer = new HttpVisitor(port)
                .send(
                        "POST",
                        "/engine-rest/decision-definition/key/select-runbook/evaluate",
                        facts,
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "Origin",
                                "file://",
                                "Authorization",
                                HttpVisitor.basic("modeler", PASSWORD)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(read(answer).at("/message").asText()).contains("the variable 'symptom' is larger than");
    }

    private HttpResponse<String> get(String person, String password, String path) {
        return new HttpVisitor(port)
                .send(
                        "GET",
                        "/engine-rest" + path,
                        null,
                        Map.of("Accept", "application/json", "Authorization", HttpVisitor.basic(person, password)));
    }

    private HttpResponse<String> deploy(String person, String bpmn) {
        return ModelerRequests.deploy(
                port, HttpVisitor.basic(person, PASSWORD), "of-the-modeler", "of-the-modeler.bpmn", bpmn);
    }

    private static String model(String task, String id) {
        return TestModels.process(
                KEY,
                "<bpmn:startEvent id=\"StartEvent_Asked\"/>" + task
                        + "<bpmn:sequenceFlow id=\"Flow_1\" sourceRef=\"StartEvent_Asked\" targetRef=\"" + id + "\"/>");
    }

    private JsonNode read(HttpResponse<String> answer) throws Exception {
        return json.readTree(answer.body());
    }
}
