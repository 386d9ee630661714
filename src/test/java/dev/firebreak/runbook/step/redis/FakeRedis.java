package dev.firebreak.runbook.step.redis;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.redis.server.KeySample;
import dev.firebreak.runbook.step.redis.server.RedisInfo;
import dev.firebreak.runbook.step.redis.server.RedisServer;
import dev.firebreak.runbook.step.redis.server.RedisServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A Redis server that is played: the fields of its INFO, keys by prefix, and what its commands bring about. */
@TestComponent
@Primary
public class FakeRedis extends PlayedTarget implements RedisServers, RedisServer {

    public final Map<String, String> info = new HashMap<>();
    final Map<String, Long> lastingKeys = new HashMap<>();
    Runnable atPolicy;
    Runnable atExpiry;
    Runnable atSave;
    /** How often it can still be reached. */
    int reachableFor;

    FakeRedis() {
        reset();
    }

    /** Full, healthy, with one cache; nothing that is done helps. */
    public final void reset() {
        reachableFor = Integer.MAX_VALUE;
        info.clear();
        info.putAll(Map.of(
                "redis_version", "7.0.15",
                "run_id", "run-1",
                "role", "master",
                "used_memory", "99",
                "maxmemory", "100",
                "maxmemory_policy", "noeviction",
                "db0", "keys=100,expires=40,avg_ttl=0"));
        info.putAll(Map.of("rdb_last_bgsave_status", "ok", "rdb_last_save_time", "1000", "aof_enabled", "0"));
        info.put("server_time_usec", "1500999000");
        lastingKeys.clear();
        lastingKeys.put("cache:", 60L);
        atPolicy = () -> {};
        atExpiry = () -> {};
        atSave = () -> info.put("rdb_last_save_time", "2000");
    }

    @Override
    public RedisServer open(Target target) {
        if (reachableFor-- <= 0) {
            throw new IllegalStateException(target.name() + " can't be reached");
        }
        return this;
    }

    @Override
    public RedisInfo info() {
        return new RedisInfo(info);
    }

    @Override
    public KeySample sample(int atMost) {
        return new KeySample(
                100,
                true,
                List.of(new KeySample.Prefix("cache:", 100, lastingKeys.getOrDefault("cache:", 0L), 90)),
                List.of(new KeySample.Key("cache:<b>1</b>|x", 50)));
    }

    @Override
    public KeyCount count(String prefix, Duration within) {
        var lasting = lastingKeys.getOrDefault(prefix, 0L);
        return new KeyCount(lasting, lasting, true);
    }

    @Override
    public long expire(String prefix, Duration after) {
        var lasting = lastingKeys.put(prefix, 0L);
        atExpiry.run();
        return lasting == null ? 0 : lasting;
    }

    @Override
    public void setEvictionPolicy(String policy) {
        changes(() -> info.put("maxmemory_policy", policy));
        atPolicy.run();
    }

    @Override
    public void save() {
        atSave.run();
    }

    @Override
    public Object captured() {
        return List.of(Map.copyOf(info), Map.copyOf(lastingKeys));
    }

    @Override
    public void givesWork() {
        reset();
    }

    @Override
    public void close() {
        // One server for all.
    }
}
