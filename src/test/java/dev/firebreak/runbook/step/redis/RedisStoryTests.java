package dev.firebreak.runbook.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The two runbooks for Redis as drawn, in their healthy, broken and "did not help" cases, against a played server. */
class RedisStoryTests extends PlayedTargetsStory {

    private static final String MEMORY = "redis-memory-full";
    private static final String PERSISTENCE = "redis-persistence-failure";

    @Autowired
    World world;

    @Autowired
    ProcessEngine engine;

    @Autowired
    Accounts accounts;

    @Autowired
    FakeRedis redis;

    @Autowired
    FakeContainers containers;

    @BeforeEach
    void theServerIsFull() {
        accounts.createIfMissing("carla", "Carla", "carla@example.test", "violet-harbour-1", Set.of(Role.COMMANDER));
        redis.reset();
        containers.atRestart = () -> {};
    }

    @Test
    @Tag("A063")
    void whereTheServerMayEvictKeysThatHaveAnEnd_theMemoryHasRoomAgain() {
        redis.atPolicy = () -> redis.info.put("used_memory", "70");
        var incident = respondedTo("memory-full");

        approves(incident, "redis.set-eviction-policy");

        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-ttl");
        assertThat(ends(incident, MEMORY)).containsExactly("Memory recovered");
        assertThat(ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A063")
    void whereThatIsNotEnough_oneCacheOfTheCatalogueEnds_andNothingElse() {
        redis.lastingKeys.put("session:", 7L);
        redis.atExpiry = () -> redis.info.put("used_memory", "50");
        var incident = respondedTo("redis-out-of-configured-maxmemory");

        approves(incident, "redis.set-eviction-policy");
        approves(incident, "redis.expire-cache-keys");

        assertThat(redis.lastingKeys).containsEntry("cache:", 0L).containsEntry("session:", 7L);
        assertThat(ends(incident, MEMORY)).containsExactly("Recovered by expiry");
    }

    @Test
    @Tag("A063")
    void whereNothingHelps_theFormerPolicyIsPutBack_andPeopleLead() {
        var incident = respondedTo("memory-full");

        approves(incident, "redis.set-eviction-policy");
        approves(incident, "redis.expire-cache-keys");
        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-ttl");
        approves(incident, "redis.set-eviction-policy");

        assertThat(redis.info).containsEntry("maxmemory_policy", "noeviction");
        assertThat(ends(incident, MEMORY)).containsExactly("Memory still full");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    @Test
    @Tag("A064")
    void whereASnapshotIsProvedAndAllIsWell_nothingIsRestarted() {
        isFailing();
        redis.atSave = () -> redis.info.putAll(Map.of("rdb_last_bgsave_status", "ok", "rdb_last_save_time", "2000"));
        containers.atRestart = () -> {
            throw new AssertionError("nothing needs a restart");
        };
        var incident = respondedTo("persistence-failure");

        approves(incident, "redis.save-snapshot");

        assertThat(ends(incident, PERSISTENCE)).containsExactly("Persistence healthy");
    }

    @Test
    @Tag("A064")
    void whereNoSnapshotIsProved_theServerIsNeverRestarted_andPeopleLead() {
        isFailing();
        redis.atSave = () -> {};
        var incident = respondedTo("redis-missing-backup");

        approves(incident, "redis.save-snapshot");

        assertThat(ends(incident, PERSISTENCE)).containsExactly("Data in memory only");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    @Tag("A064")
    void whereTheAppendOnlyFileStaysBroken_theServerIsRestartedAfterTheSnapshot() {
        appendOnlyFileIsBroken();
        containers.atRestart = () -> redis.info.put("aof_last_write_status", "ok");
        var incident = respondedTo("persistence-failure");

        approves(incident, "redis.save-snapshot");
        approves(incident, "docker.restart-container");

        assertThat(ends(incident, PERSISTENCE)).containsExactly("Persistence healthy after restart");
        assertThat(ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A064")
    void whereEvenTheRestartDoesNotHelp_peopleLead() {
        appendOnlyFileIsBroken();
        var incident = respondedTo("persistence-failure");

        approves(incident, "redis.save-snapshot");
        approves(incident, "docker.restart-container");

        assertThat(ends(incident, PERSISTENCE)).containsExactly("Still failing after restart");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private void isFailing() {
        redis.info.putAll(Map.of("rdb_last_bgsave_status", "err", "rdb_changes_since_last_save", "1234"));
    }

    private void appendOnlyFileIsBroken() {
        redis.info.putAll(Map.of("aof_enabled", "1", "aof_last_write_status", "err"));
    }

    private void approves(IncidentId incident, String step) {
        assertThat(world.variable(incident, "run-step", "step")).isEqualTo(step);
        world.completes("carla", "UserTask_ApproveStep", incident, Map.of("approved", "true"));
    }

    private IncidentId respondedTo(String symptom) {
        var incident = world.raise("mosaic-redis", symptom, Map.of("alertSeverity", "high", "usersAffected", "many"));
        world.untilNothingMoves();
        world.completes("carla", "UserTask_TakeCommand", incident, Map.of());
        var proposed = world.variable(incident, "triage", "severity");
        world.completes("carla", "UserTask_ConfirmSeverity", incident, Map.of("confirmedSeverity", proposed));
        return incident;
    }

    private List<String> ends(IncidentId incident, String process) {
        var history = engine.getHistoryService();
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(incident.value())
                .processDefinitionKey(process)
                .list()
                .stream()
                .flatMap(instance ->
                        history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .list()
                                .stream()
                                .filter(activity -> activity.getActivityType().endsWith("EndEvent"))
                                .map(HistoricActivityInstance::getActivityName))
                .toList();
    }
}
