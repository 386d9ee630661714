package dev.firebreak.engine.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.TestModels;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** C4: a node whose gate is closed takes on no work. */
@FirebreakTest
class NodeGateTests {

    @Autowired
    ProcessEngine engine;

    @Autowired
    NodeGate gate;

    @Autowired
    ClockSkewMonitor watch;

    @Autowired
    TestRestTemplate http;

    private String deployment;

    /** Replaces the real monitor, which would open the gate again every twenty seconds. */
    @BeforeEach
    void nobodyLooksAtTheClock() {
        watch.stop();
    }

    @AfterEach
    void nothingIsLeft() {
        watch.start();
        gate.open();
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    @Tag("C4")
    void noTimerFiresAndTheNodeIsNotReadyUntilItMay() throws InterruptedException {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("claims-check.bpmn", TestModels.waiting("claims-check"))
                .deploy()
                .getId();
        gate.close("played: the clock is off");

        var instance = engine.getRuntimeService()
                .startProcessInstanceByKey("claims-check", Map.of("acknowledgeWithin", "PT0.1S"))
                .getId();
        Thread.sleep(1_500);
        var firedAnyway = ended(instance);
        var ready = http.getForEntity("/actuator/health/readiness", String.class);
        gate.open();

        assertThat(firedAnyway).isFalse();
        assertThat(ready.getStatusCode().value()).isEqualTo(503);
        for (var tries = 0; tries < 800 && !ended(instance); tries++) {
            Thread.sleep(25);
        }
        assertThat(ended(instance)).isTrue();
        assertThat(http.getForEntity("/actuator/health/readiness", String.class)
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
    }

    private boolean ended(String instance) {
        return engine.getHistoryService()
                        .createHistoricProcessInstanceQuery()
                        .processInstanceId(instance)
                        .finished()
                        .count()
                == 1;
    }
}
