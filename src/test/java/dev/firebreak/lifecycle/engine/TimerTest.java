package dev.firebreak.lifecycle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** C10: an escalation timer on an engine that has nothing else to do. The engine as delivered was 41 to 53 s late. */
@FirebreakTest
class TimerTest {

    private static final Duration DUE = Duration.ofSeconds(5);

    @Autowired
    ProcessEngine engine;

    private String deployment;

    @AfterEach
    void nothingIsLeft() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void C10_aTimerIsNeverEarlyAndAtMostTwoSecondsLate() throws InterruptedException {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("timer-check.bpmn", Models.process("timer-check", """
                        <bpmn:startEvent id="Start"/><bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Wait"/>
                        <bpmn:intermediateCatchEvent id="Wait"><bpmn:timerEventDefinition>
                          <bpmn:timeDuration>${acknowledgeWithin}</bpmn:timeDuration>
                        </bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
                        <bpmn:sequenceFlow id="B" sourceRef="Wait" targetRef="End"/><bpmn:endEvent id="End"/>
                        """))
                .deploy()
                .getId();
        var started = Instant.now();

        var instance = engine.getRuntimeService()
                .startProcessInstanceByKey("timer-check", Map.of("acknowledgeWithin", DUE.toString()))
                .getId();

        assertThat(end(instance)).isBetween(started.plus(DUE), started.plus(DUE).plusSeconds(2));
    }

    private Instant end(String instance) throws InterruptedException {
        for (var tries = 0; tries < 800; tries++) {
            var found = engine.getHistoryService()
                    .createHistoricProcessInstanceQuery()
                    .processInstanceId(instance)
                    .finished()
                    .singleResult();
            if (found != null) {
                return found.getEndTime().toInstant();
            }
            Thread.sleep(25);
        }
        throw new AssertionError("the timer never fired");
    }
}
