package dev.firebreak.board.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firebreak.FirebreakTest;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import dev.firebreak.runbook.view.RunbookSteps;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The steps that a model can order are computed from the models that are in force. */
@FirebreakTest
class ReachableStepTests {

    @Autowired
    ReachableSteps reachable;

    @Autowired
    RunbookSteps steps;

    @Autowired
    LatestModels models;

    @Test
    void ofARunbookItsOwnStepsAreNamed_withTheirUndo() {
        assertThat(reachable(content("redis-memory-full")))
                .extracting(ReachableStep::step, ReachableStep::effect, ReachableStep::isUndo, ReachableStep::through)
                .containsExactlyInAnyOrder(
                        tuple("redis.set-eviction-policy", "disruptive", false, null),
                        tuple("redis.expire-cache-keys", "disruptive", false, null),
                        tuple("redis.set-eviction-policy", "disruptive", true, null));
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

    @Test
    void eachStepSaysItsApprovals_asTheTableAndTheFloorAnswerNow() {
        assertThat(reachable(content("mariadb-unreachable")))
                .extracting(ReachableStep::step, ReachableStep::isUndo, ReachableStep::approvalsInWords)
                .contains(
                        tuple(
                                "mariadb.set-connection-limit",
                                false,
                                "tier-1, tier-2: one approval"
                                        + " · tier-3: no approval at P1, P2; one approval at P3, P4, P5"),
                        tuple("mariadb.set-connection-limit", true, "tier-1, tier-2, tier-3: one approval"));
    }

    @Test
    void aProcessIsFoundByKeyAndVersion() {
        assertThat(reachable.of("redis-memory-full", null)).contains(reachable(content("redis-memory-full")));
        assertThat(reachable.of("redis-memory-full", 1)).isPresent();
        assertThat(reachable.of("redis-memory-full", 999)).isEmpty();
        assertThat(reachable.of("no-such-process", null)).isEmpty();
    }

    private List<ReachableStep> reachable(byte[] content) {
        return reachable.of(content);
    }

    private byte[] content(String process) {
        return models.content(models.latest(Kind.PROCESS, process).orElseThrow());
    }
}
