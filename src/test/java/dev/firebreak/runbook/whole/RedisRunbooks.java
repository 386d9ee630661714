package dev.firebreak.runbook.whole;

import static dev.firebreak.runbook.whole.WholeRunbook.Case.BROKEN;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.HEALTHY;
import static dev.firebreak.runbook.whole.WholeRunbook.Case.NOT_HELPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** A real Redis server in a container: this machine's program in an image without one. */
abstract class RedisRunbooks extends WholeRunbookStory {

    private static final String MEMORY = "redis-memory-full";
    private static final String PERSISTENCE = "redis-persistence-failure";
    private static final String POLICY = "redis.set-eviction-policy";
    private static final String SAVE = "redis.save-snapshot";
    private static final String NAME = LabSite.container("redis");

    private Jedis redis;

    @BeforeEach
    void aServerRuns() {
        var program = Lab.Settings.of("REDIS_SERVER");
        LabSite.DOCKER.run(
                "-redis",
                Lab.Settings.of("IMAGE_DEBIAN") + " " + program + " --port " + LabSite.port("redis")
                        + " --bind 127.0.0.1 --maxmemory 4mb --dir /srv",
                "--network=host",
                "--volume=/usr:/usr:ro");
        redis = Until.within(Duration.ofSeconds(20))
                .every(Duration.ofMillis(50))
                .get("Redis answers", () -> {
                    try {
                        var client = new Jedis("127.0.0.1", LabSite.port("redis"));
                        client.ping();
                        client.configSet("save", "");
                        return Optional.of(client);
                    } catch (JedisException notYet) {
                        return Optional.empty();
                    }
                });
    }

    @AfterEach
    void itEnds() {
        redis.close();
        LabSite.DOCKER.close();
    }

    @Test
    @Tag("A063")
    @WholeRunbook(value = MEMORY, state = HEALTHY)
    void aServerWithRoomThatMayEvictIsLeftAlone() {
        redis.configSet("maxmemory-policy", "volatile-ttl");

        stabilises(respondedTo("lab-redis", "memory-full"), MEMORY, "Memory recovered");

        assertThat(policy()).isEqualTo("volatile-ttl");
    }

    @Test
    @Tag("A063")
    @WholeRunbook(value = MEMORY, state = BROKEN)
    void aFullServerGetsRoomByTheEndOfOneCache_andItsPolicyComesBackWithTheResolution() {
        fill("session:", 10, 3_600);
        fill("cache:", 500, 0);
        var incident = respondedTo("lab-redis", "memory-full");

        approves(incident, POLICY);
        assertThat(policy()).isEqualTo("volatile-ttl");
        approves(incident, "redis.expire-cache-keys");

        stabilises(incident, MEMORY, "Recovered by expiry");
        looksAgainAfter(incident, MEMORY);
        assertThat(redis.keys("session:*")).as("never a flush").hasSize(10);
        takesBackAtResolution(incident, POLICY);
        assertThat(policy()).isEqualTo("noeviction");
    }

    @Test
    @Tag("A063")
    @Tag("F20")
    @WholeRunbook(value = MEMORY, state = NOT_HELPED)
    void whereTheKeysAreNoCache_theFormerPolicyIsBack_andPeopleLead() {
        fill("orders:", 500, 0);
        var incident = respondedTo("lab-redis", "memory-full");
        var orders = redis.dbSize();

        approves(incident, POLICY);
        approves(incident, POLICY);

        leavesToPeople(incident, MEMORY, "Memory still full");
        assertThat(policy()).isEqualTo("noeviction");
        assertThat(redis.dbSize()).isEqualTo(orders);
    }

    @Test
    @Tag("A064")
    @WholeRunbook(value = PERSISTENCE, state = HEALTHY)
    void aServerWhoseSnapshotsWorkIsNotRestarted() {
        redis.set("key", "value");
        var before = started();
        var incident = respondedTo("lab-redis", "persistence-failure");

        approves(incident, SAVE);

        stabilises(incident, PERSISTENCE, "Persistence healthy");
        assertThat(started()).isEqualTo(before);
    }

    @Test
    @Tag("A064")
    @WholeRunbook(value = PERSISTENCE, state = BROKEN)
    void aServerThatFailedToSaveIsSavedWhenItsDiskIsBack() {
        redis.set("key", "value");
        failsToSave();
        inside("rm -r /srv/dump.rdb");
        var incident = respondedTo("lab-redis", "persistence-failure");

        approves(incident, SAVE);

        stabilises(incident, PERSISTENCE, "Persistence healthy");
        looksAgainAfter(incident, PERSISTENCE);
        assertThat(inside("stat -c %F /srv/dump.rdb")).isEqualTo("regular file");
    }

    @Test
    @Tag("A064")
    @WholeRunbook(value = PERSISTENCE, state = NOT_HELPED)
    void whereNoSnapshotIsProved_theOnlyCopyIsNotRestartedAway() {
        redis.set("key", "value");
        failsToSave();
        var before = started();
        var incident = respondedTo("lab-redis", "persistence-failure");

        approves(incident, SAVE);

        leavesToPeople(incident, PERSISTENCE, "Data in memory only");
        assertThat(started()).isEqualTo(before);
        assertThat(redis.get("key")).isEqualTo("value");
    }

    /** A folder stands where the snapshot belongs. */
    private void failsToSave() {
        inside("mkdir -p /srv/dump.rdb/blocked");
        redis.bgsave();
        Until.within(Duration.ofSeconds(10))
                .every(Duration.ofMillis(50))
                .see("the snapshot failed", () -> redis.info("persistence").contains("rdb_last_bgsave_status:err"));
    }

    private void fill(String prefix, int most, int seconds) {
        try {
            for (var n = 0; n < most; n++) {
                redis.set(prefix + n, "x".repeat(10_000), seconds == 0 ? new SetParams() : new SetParams().ex(seconds));
            }
        } catch (JedisException full) {
            assertThat(full).hasMessageContaining("OOM");
        }
    }

    private String policy() {
        return redis.configGet("maxmemory-policy").get("maxmemory-policy");
    }

    private static String inside(String script) {
        return LabDocker.docker("exec", NAME, "sh", "-ec", script);
    }

    private static String started() {
        return LabDocker.docker("inspect", "--format", "{{.State.StartedAt}}", NAME);
    }
}
