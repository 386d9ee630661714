package dev.firebreak.runbook.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.engine.ModelerRequests;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import dev.firebreak.runbook.step.redis.FakeRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * A modeler draws a new runbook of plain shapes, applies the shipped element templates to them as Camunda Modeler does,
 * adds its row to select-runbook, and deploys both from the Modeler. No Java knows it.
 */
class BuiltRunbookStoryTests extends PlayedTargetsStory {

    private static final String KEY = "redis-evicts-nothing";
    private static final String PASSWORD = "amber-lantern-1";
    private static final Path TEMPLATES = Path.of(".camunda/element-templates/firebreak-steps.json");

    @Autowired
    FakeRedis redis;

    @Autowired
    Accounts accounts;

    @LocalServerPort
    int port;

    @BeforeEach
    void aModeler() throws Exception {
        accounts.createIfMissing("molly", "Molly", "molly@example.test", PASSWORD, Set.of(Role.MODELER));
        redis.reset();
        deploys(KEY + ".bpmn", runbook());
        deploys("select-runbook.dmn", table());
    }

    @Test
    void itsReadingDecides_andWhereAllIsWellNothingIsDone() {
        redis.info.put("used_memory", "60");

        var incident = respondedTo("mosaic-redis", "evicts-nothing");

        assertThat(world.ends(incident, KEY)).containsExactly("Memory recovered");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    void itsChangeIsPlannedApprovedDoneAndVerified_asInAShippedRunbook() {
        var incident = respondedTo("mosaic-redis", "evicts-nothing");
        assertThat(world.variable(incident, "run-step", "policy")).isEqualTo("volatile-lru");

        approves(incident, "redis.set-eviction-policy");

        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-lru");
        assertThat(world.ends(incident, KEY)).containsExactly("Policy set");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
        assertThat(world.timelineOf(incident)).anyMatch(line -> line.startsWith("Verified: Set eviction policy"));
    }

    private void deploys(String file, String model) {
        var answer = ModelerRequests.deploy(port, HttpVisitor.basic("molly", PASSWORD), file, file, model);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String runbook() throws Exception {
        return DRAWN.formatted(
                KEY,
                applied(
                        "redis.show-memory",
                        "Activity_Look",
                        "Look at memory",
                        Map.of("${memoryRecovered}", "stabilised")),
                applied(
                        "redis.set-eviction-policy",
                        "Activity_Set",
                        "Set policy",
                        Map.of("policy", "volatile-lru", "stepVerified", "stabilised")));
    }

    private static String applied(String step, String id, String label, Map<String, String> typed) throws Exception {
        List<Map<String, Object>> templates =
                new ObjectMapper().readValue(Files.readString(TEMPLATES), new TypeReference<>() {});
        var template = templates.stream()
                .filter(it -> it.get("id").equals("dev.firebreak." + step))
                .findFirst()
                .orElseThrow();
        return AppliedTemplate.element(template, id, label, typed);
    }

    /** With one more row at the top, as the Modeler's table editor inserts it. */
    private static String table() throws Exception {
        var row = """
                <rule id="DecisionRule_0new">
                  <inputEntry id="UnaryTests_0new1"><text>"redis"</text></inputEntry>
                  <inputEntry id="UnaryTests_0new2"><text>"evicts-nothing"</text></inputEntry>
                  <outputEntry id="LiteralExpression_0new"><text>"redis-evicts-nothing"</text></outputEntry>
                </rule>
                """;
        var first = "<rule id=\"Rule_select-runbook_1\">";
        return Files.readString(Path.of("processes/select-runbook.dmn")).replace(first, row + first);
    }

    private static final String DRAWN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn">
              <bpmn:process id="%s" name="Redis evicts nothing" isExecutable="true" camunda:historyTimeToLive="P90D">
                <bpmn:startEvent id="StartEvent_1" name="Full"/>
                <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_Look"/>
                %s
                <bpmn:sequenceFlow id="Flow_2" sourceRef="Activity_Look" targetRef="Gateway_1"/>
                <bpmn:exclusiveGateway id="Gateway_1" name="Memory recovered?" default="Flow_4"/>
                <bpmn:sequenceFlow id="Flow_3" name="Yes" sourceRef="Gateway_1" targetRef="Event_1">
                  <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${stabilised}</bpmn:conditionExpression>
                </bpmn:sequenceFlow>
                <bpmn:sequenceFlow id="Flow_4" name="No" sourceRef="Gateway_1" targetRef="Activity_Set"/>
                <bpmn:endEvent id="Event_1" name="Memory recovered"/>
                %s
                <bpmn:sequenceFlow id="Flow_5" sourceRef="Activity_Set" targetRef="Event_2"/>
                <bpmn:endEvent id="Event_2" name="Policy set"/>
              </bpmn:process>
            </bpmn:definitions>
            """;
}
