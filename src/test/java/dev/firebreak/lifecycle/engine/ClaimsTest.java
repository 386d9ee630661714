package dev.firebreak.lifecycle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.lifecycle.Claims;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;

/** C4: what a node does while it may not take up work. */
@FirebreakTest
class ClaimsTest {

    @Autowired
    ProcessEngine engine;

    @Autowired
    Claims claims;

    @Autowired
    ClockWatch watch;

    @Autowired
    TestRestTemplate http;

    private String deployment;

    /** It would allow what we refuse, every twenty seconds. */
    @BeforeEach
    void nobodyLooksAtTheClock() {
        watch.stop();
    }

    @AfterEach
    void nothingIsLeft() {
        watch.start();
        claims.allow();
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void C4_noTimerFiresAndTheNodeIsNotReadyUntilItMay() throws InterruptedException {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("claims-check.bpmn", Models.waiting("claims-check"))
                .deploy()
                .getId();
        claims.refuse("played: the clock is off");

        var instance = engine.getRuntimeService()
                .startProcessInstanceByKey("claims-check", Map.of("acknowledgeWithin", "PT0.1S"))
                .getId();
        Thread.sleep(1_500);
        var firedAnyway = ended(instance);
        var ready = http.getForEntity("/actuator/health/readiness", String.class);
        claims.allow();

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
