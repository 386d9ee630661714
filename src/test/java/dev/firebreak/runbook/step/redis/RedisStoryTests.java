package dev.firebreak.runbook.step.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTargetsStory;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The two runbooks for Redis as drawn, in their healthy, broken and "did not help" cases, against a played server. */
class RedisStoryTests extends PlayedTargetsStory {

    private static final String MEMORY = "redis-memory-full";
    private static final String PERSISTENCE = "redis-persistence-failure";

    @Autowired
    FakeRedis redis;

    @Autowired
    FakeContainers containers;

    @BeforeEach
    void theServerIsFull() {
        redis.reset();
        containers.atRestart = () -> {};
    }

    @Test
    @Tag("A063")
    void whereTheServerMayEvictKeysThatHaveAnEnd_theMemoryHasRoomAgain() {
        redis.atPolicy = () -> redis.info.put("used_memory", "70");
        var incident = respondedTo("mosaic-redis", "memory-full");

        approves(incident, "redis.set-eviction-policy");

        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-ttl");
        assertThat(world.ends(incident, MEMORY)).containsExactly("Memory recovered");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A063")
    void whereThatIsNotEnough_oneCacheOfTheCatalogueEnds_andNothingElse() {
        redis.lastingKeys.put("session:", 7L);
        redis.atExpiry = () -> redis.info.put("used_memory", "50");
        var incident = respondedTo("mosaic-redis", "redis-out-of-configured-maxmemory");

        approves(incident, "redis.set-eviction-policy");
        approves(incident, "redis.expire-cache-keys");

        assertThat(redis.lastingKeys).containsEntry("cache:", 0L).containsEntry("session:", 7L);
        assertThat(world.ends(incident, MEMORY)).containsExactly("Recovered by expiry");
    }

    @Test
    @Tag("A063")
    void whereNothingHelps_theFormerPolicyIsPutBack_andPeopleLead() {
        var incident = respondedTo("mosaic-redis", "memory-full");

        approves(incident, "redis.set-eviction-policy");
        approves(incident, "redis.expire-cache-keys");
        assertThat(redis.info).containsEntry("maxmemory_policy", "volatile-ttl");
        approves(incident, "redis.set-eviction-policy");

        assertThat(redis.info).containsEntry("maxmemory_policy", "noeviction");
        assertThat(world.ends(incident, MEMORY)).containsExactly("Memory still full");
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
        var incident = respondedTo("mosaic-redis", "persistence-failure");

        approves(incident, "redis.save-snapshot");

        assertThat(world.ends(incident, PERSISTENCE)).containsExactly("Persistence healthy");
    }

    @Test
    @Tag("A064")
    void whereNoSnapshotIsProved_theServerIsNeverRestarted_andPeopleLead() {
        isFailing();
        redis.atSave = () -> {};
        var incident = respondedTo("mosaic-redis", "redis-missing-backup");

        approves(incident, "redis.save-snapshot");

        assertThat(world.ends(incident, PERSISTENCE)).containsExactly("Data in memory only");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse").areNotWaitingAt("UserTask_ApproveStep");
    }

    @Test
    @Tag("A064")
    void whereTheAppendOnlyFileStaysBroken_theServerIsRestartedAfterTheSnapshot() {
        appendOnlyFileIsBroken();
        containers.atRestart = () -> redis.info.put("aof_last_write_status", "ok");
        var incident = respondedTo("mosaic-redis", "persistence-failure");

        approves(incident, "redis.save-snapshot");
        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, PERSISTENCE)).containsExactly("Persistence healthy after restart");
        assertThat(world.ends(incident, "response")).containsExactly("Stabilised by runbook");
    }

    @Test
    @Tag("A064")
    void whereEvenTheRestartDoesNotHelp_peopleLead() {
        appendOnlyFileIsBroken();
        var incident = respondedTo("mosaic-redis", "persistence-failure");

        approves(incident, "redis.save-snapshot");
        approves(incident, "docker.restart-container");

        assertThat(world.ends(incident, PERSISTENCE)).containsExactly("Still failing after restart");
        world.processes(incident).areWaitingAt("UserTask_LeadResponse");
    }

    private void isFailing() {
        redis.info.putAll(Map.of("rdb_last_bgsave_status", "err", "rdb_changes_since_last_save", "1234"));
    }

    private void appendOnlyFileIsBroken() {
        redis.info.putAll(Map.of("aof_enabled", "1", "aof_last_write_status", "err"));
    }
}
