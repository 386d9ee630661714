package dev.firebreak.board.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import dev.firebreak.engine.versions.ReachableCalls;
import dev.firebreak.runbook.view.RunbookSteps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The steps that a model can order are computed from the models that are in force. */
@FirebreakTest
class ReachableStepTests {

    @Autowired
    ReachableCalls calls;

    @Autowired
    RunbookSteps steps;

    @Autowired
    LatestModels models;

    @Test
    void ofARunbookItsOwnStepsAreNamed_withTheirUndo() {
        assertThat(reachable(content("redis-memory-full")))
                .containsExactlyInAnyOrder(
                        new ReachableStep(
                                "redis.set-eviction-policy", "Set eviction policy", "disruptive", false, null),
                        new ReachableStep("redis.expire-cache-keys", "Expire cache keys", "disruptive", false, null),
                        new ReachableStep(
                                "redis.set-eviction-policy", "Set eviction policy", "disruptive", true, null));
    }

    @Test
    void theLifecycleReachesTheStepsOfEveryRunbook_throughTheResponse() {
        var all = reachable(content("incident-lifecycle"));

        assertThat(all)
                .extracting(ReachableStep::step)
                .contains("redis.set-eviction-policy", "docker.restart-container", "postgres.terminate-idle");
        assertThat(all).extracting(ReachableStep::through).contains("response, redis-memory-full");
        assertThat(reachable(content("triage"))).isEmpty();
    }

    @Test
    void aStepThatOnlyTheRunDecidesMayBeAny() {
        var runbook = new String(content("redis-memory-full"), StandardCharsets.UTF_8)
                .replace("\"redis.expire-cache-keys\"", "\"${chosen}\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(reachable(runbook))
                .filteredOn(step -> !step.isUndo())
                .extracting(ReachableStep::step)
                .containsAll(steps.changing().stream()
                        .map(RunbookSteps.Offered::step)
                        .toList());
    }

    private List<ReachableStep> reachable(byte[] content) {
        return ReachableStep.of(calls.of("run-step", content), steps.changing());
    }

    private byte[] content(String process) {
        return models.content(models.latest(Kind.PROCESS, process).orElseThrow());
    }
}
