package dev.firebreak.runbook.step.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.RunbookDelegate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** The steps on a real Redis server. */
@Lab("REDIS_SERVER")
class RedisStepsLabTests {

    private static final SaveSnapshot.Order SAVE = new SaveSnapshot.Order(Duration.ofSeconds(20));

    @TempDir
    Path home;

    @Test
    @Tag("A063")
    void aFullServerShowsWhatFillsIt() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"), "--maxmemory", "8mb")) {
            fill(own, "cache:", 2_000, 1_000, null);
            fill(own, "session:", 50, 100, Duration.ofHours(1));
            try (var redis = own.admin()) {
                redis.set("cache:<script>alert(1)</script>|a\nb", "x".repeat(500_000));
            }

            var seen =
                    new ShowMemory(own.servers()).read(new ShowMemory.Order(20, 20_000, Duration.ZERO), own.target());

            assertThat(seen.summary()).contains("own-redis: ", "of maxmemory used", "8.0 MiB", "policy noeviction");
            assertThat(seen.details())
                    .contains("All 2051 keys", "| cache: | 2001 | 2001 |", "| session: | 50 | 0 |")
                    .doesNotContain("<script>");
            assertThat(seen.variables())
                    .containsEntry("memoryRecovered", false)
                    .containsEntry("evictionPolicy", "noeviction");
        }
    }

    @Test
    @Tag("A063")
    void onlySoManyKeysAreLookedAt() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            fill(own, "cache:", 30_000, 10, null);

            var seen = new ShowMemory(own.servers()).read(new ShowMemory.Order(90, 2_000, Duration.ZERO), own.target());

            assertThat(seen.details()).contains("A sample of 2").contains("30000 keys");
            assertThat(seen.summary()).contains("the machine's memory, since maxmemory is not set,");
        }
    }

    @Test
    @Tag("A063")
    void withAnotherPolicyAFullServerTakesWritesAgain_andUndoSetsTheFormerOne() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"), "--maxmemory", "4mb")) {
            fill(own, "keep:", 200, 1_000, null);
            fillUntilRefused(own, "session:", Duration.ofHours(1));
            var step = new SetEvictionPolicy(own.servers());
            var target = own.target();

            var plan = through(step.plan(new SetEvictionPolicy.Order("volatile-ttl"), target));
            assertThat(plan.stateBefore()).containsEntry("policy before", "noeviction");
            var done = execute(step, plan, target);

            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
            try (var redis = own.admin()) {
                redis.set("new", "x".repeat(10_000));
                assertThat(redis.keys("keep:*")).hasSize(200);
            }

            var undo = through(step.planUndo(done, target).orElseThrow());
            execute(step, undo, target);

            assertThat(policy(own)).isEqualTo("noeviction");
            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
            assertThat(step.planUndo(done, target).orElseThrow().isNothing()).isTrue();
        }
    }

    @Test
    void aPolicyThatAnotherPersonSetStays_andARestartNeedsNoUndo() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            var step = new SetEvictionPolicy(own.servers());
            var target = own.target();
            var plan = step.plan(new SetEvictionPolicy.Order("volatile-lru"), target);
            assertThat(plan.warnings()).anyMatch(it -> it.contains("No key has an end now"));
            var done = execute(step, plan, target);
            try (var redis = own.admin()) {
                redis.configSet("maxmemory-policy", "allkeys-lru");
            }

            var undo = step.planUndo(done, target).orElseThrow();
            assertThat(undo.obstacle()).contains("another person changed it");

            own.kill();
            own.start();
            assertThat(step.planUndo(done, target).orElseThrow().isNothing()).isTrue();
            assertThat(step.execute(plan, target).succeeded()).isFalse();
            assertThat(policy(own)).isEqualTo("noeviction");
        }
    }

    @Test
    @Tag("A063")
    void theKeysOfOneCacheEnd_andNoOtherKeyChanges() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            fill(own, "cache:", 3_000, 10, null);
            fill(own, "cached:", 20, 10, null);
            fill(own, "session:", 20, 10, Duration.ofHours(1));
            try (var redis = own.admin()) {
                redis.set("cache:soon", "x", SetParams.setParams().ex(1_000));
                redis.set("cache:sooner", "x", SetParams.setParams().px(60_000));
            }
            var step = new ExpireCacheKeys(own.servers());
            var target = own.target();
            var order = new ExpireCacheKeys.Order("", Duration.ofMinutes(5));

            var plan = through(step.plan(order, target));
            assertThat(plan.summary()).contains("3001 keys").contains("of 3002 with this prefix, and 3042 in all");
            execute(step, plan, target);

            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
            assertThat(step.plan(order, target).isNothing()).isTrue();
            try (var redis = own.admin()) {
                assertThat(redis.ttl("cache:1")).isBetween(1L, 300L);
                assertThat(redis.ttl("cache:sooner")).isBetween(1L, 60L);
                assertThat(redis.ttl("cached:1")).isEqualTo(-1);
                assertThat(redis.ttl("session:1")).isGreaterThan(300);
                assertThat(redis.dbSize()).isEqualTo(3_042);
            }
        }
    }

    @Test
    @Tag("A063")
    void whatTheCatalogueDoesNotNameAsACacheIsRefused() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            var step = new ExpireCacheKeys(own.servers());

            var other = step.plan(new ExpireCacheKeys.Order("session:", Duration.ofMinutes(5)), own.target());
            var none = step.plan(new ExpireCacheKeys.Order("", Duration.ofMinutes(5)), own.target("caches", "*, ,a"));

            assertThat(other.obstacle()).contains("does not list session: as a cache of own-redis");
            assertThat(none.obstacle()).contains("lists no cache of own-redis");
        }
    }

    @Test
    @Tag("A064")
    void aSnapshotIsProvedByTheServersOwnTimes_andSurvivesAKill() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            fill(own, "keep:", 100, 10, null);
            var step = new SaveSnapshot(own.servers());
            var target = own.target();

            var plan = through(step.plan(SAVE, target));
            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
            execute(step, plan, target);

            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
            own.kill();
            own.start();
            try (var redis = own.admin()) {
                assertThat(redis.dbSize()).isEqualTo(100);
            }
            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        }
    }

    @Test
    @Tag("A064")
    void aSnapshotThatWasUnderWayBeforeTheOrderProvesNothing() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"));
                var redis = own.admin()) {
            fill(own, "keep:", 100, 10, null);
            var step = new SaveSnapshot(own.servers());
            var target = own.target();
            var plan = step.plan(SAVE, target);
            redis.configSet("rdb-key-save-delay", "15000");
            redis.bgsave();
            redis.configSet("rdb-key-save-delay", "0");
            redis.set("late", "x");

            execute(step, plan, target);

            assertThat(own.servers().open(target).info().unsavedChanges()).isZero();
            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
        }
    }

    @Test
    @Tag("A064")
    void aSnapshotThatFailsIsSaidToFail() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            fill(own, "keep:", 100, 10, null);
            try (var files = Files.walk(own.folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
            var step = new SaveSnapshot(own.servers());
            var target = own.target();
            var plan = step.plan(SAVE, target);

            var ended = step.execute(plan, target);

            assertThat(ended.succeeded()).isFalse();
            assertThat(ended.summary()).contains("no snapshot was saved", "disk full or read-only");
            assertThat(step.verify(plan, target).verdict()).isEqualTo(Verdict.NOT_DONE);
            var seen = new ShowPersistence(own.servers()).read(new ShowPersistence.Order(), target);
            assertThat(seen.summary()).contains("the last snapshot failed");
            assertThat(seen.variables()).containsEntry("persistenceHealthy", false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "port", "url"})
    void whatIsWrongWithTheTargetIsSaid(String wrong) throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            var step = new ShowPersistence(own.servers());
            var target = switch (wrong) {
                case "password" -> own.target("user", "nobody");
                case "port" -> own.target("url", "redis://127.0.0.1:1");
                default -> own.target("url", "redis://user:secret@127.0.0.1:" + own.port);
            };

            assertThatThrownBy(() -> step.read(new ShowPersistence.Order(), target))
                    .hasMessageContaining("own-redis")
                    .hasMessageContaining(
                            switch (wrong) {
                                case "password" -> "refuses the login";
                                case "port" -> "can't be reached";
                                default -> "settings.url in the catalogue is invalid";
                            });
        }
    }

    @Test
    void aReplicaIsNotChanged() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"), "--replicaof", "127.0.0.1 1")) {
            var plan = new ExpireCacheKeys(own.servers())
                    .plan(new ExpireCacheKeys.Order("cache:", Duration.ofMinutes(5)), own.target());

            assertThat(plan.obstacle()).contains("is a replica");
        }
    }

    private static <D extends RunbookDelegate<?>> CompletedStep execute(D step, Plan plan, Target target)
            throws Exception {
        assertThat(step.execute(plan, target)).matches(Finding::succeeded);
        return new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH);
    }

    /** As the ledger holds it. */
    private static Plan through(Plan plan) {
        return Plan.fromJson(plan.json());
    }

    private static String policy(OwnRedis own) {
        try (var redis = own.admin()) {
            return redis.configGet("maxmemory-policy").get("maxmemory-policy");
        }
    }

    private static void fill(OwnRedis own, String prefix, int keys, int bytes, Duration ends) {
        try (var redis = own.admin()) {
            var batch = redis.pipelined();
            for (var n = 0; n < keys; n++) {
                batch.set(prefix + n, "x".repeat(bytes), ends(ends));
            }
            batch.sync();
        }
    }

    private static SetParams ends(Duration after) {
        return after == null ? SetParams.setParams() : SetParams.setParams().ex(after.toSeconds());
    }

    private static void fillUntilRefused(OwnRedis own, String prefix, Duration ends) {
        try (Jedis redis = own.admin()) {
            for (var n = 0; ; n++) {
                redis.set(prefix + n, "x".repeat(10_000), ends(ends));
            }
        } catch (JedisDataException full) {
            assertThat(full).hasMessageContaining("OOM");
        }
    }
}
