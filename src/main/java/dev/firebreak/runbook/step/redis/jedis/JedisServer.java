package dev.firebreak.runbook.step.redis.jedis;

import static java.util.Comparator.comparingLong;

import dev.firebreak.runbook.step.redis.server.KeySample;
import dev.firebreak.runbook.step.redis.server.KeySample.Key;
import dev.firebreak.runbook.step.redis.server.KeySample.Prefix;
import dev.firebreak.runbook.step.redis.server.RedisInfo;
import dev.firebreak.runbook.step.redis.server.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Supplier;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ExpiryOption;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;

/** One connection to a Redis server. */
class JedisServer implements RedisServer {

    /** How many keys the server looks at before it serves others again: about a millisecond. */
    private static final int PIECE = 500;

    private static final int BIGGEST = 20;
    private static final long MOST_COUNTED = 2_000_000;

    private final String target;
    private final Jedis redis;

    JedisServer(String target, Jedis redis) {
        this.target = target;
        this.redis = redis;
    }

    @Override
    public RedisInfo info() {
        return asked(() -> RedisInfo.parse(redis.info("everything")));
    }

    @Override
    public void setEvictionPolicy(String policy) {
        asked(() -> redis.configSet("maxmemory-policy", policy));
    }

    @Override
    public void save() {
        asked(() -> redis.bgsaveSchedule());
    }

    @Override
    public KeySample sample(int atMost) throws InterruptedException {
        var prefixes = new HashMap<String, Prefix>();
        var biggest = new PriorityQueue<Key>(comparingLong(Key::bytes));
        var walk = new Walk("*", atMost);
        while (walk.hasNext()) {
            look(walk.next(), prefixes, biggest);
        }
        return new KeySample(
                walk.seen,
                walk.isComplete(),
                prefixes.values().stream()
                        .sorted(comparingLong(Prefix::bytes).reversed().thenComparing(Prefix::name))
                        .toList(),
                biggest.stream()
                        .sorted(comparingLong(Key::bytes).reversed().thenComparing(Key::name))
                        .toList());
    }

    /** A key that is gone by now has no size. */
    private void look(List<String> keys, Map<String, Prefix> prefixes, PriorityQueue<Key> biggest) {
        var sizes = asked(() -> {
            var batch = redis.pipelined();
            keys.forEach(batch::memoryUsage);
            return batch.syncAndReturnAll();
        });
        var ends = ends(keys);
        for (var i = 0; i < keys.size(); i++) {
            if (sizes.get(i) instanceof Long size) {
                var prefix = new Prefix(prefix(keys.get(i)), 1, ends.get(i) == -1 ? 1 : 0, size);
                prefixes.merge(prefix.name(), prefix, JedisServer::sum);
                biggest.add(new Key(keys.get(i), size));
                if (biggest.size() > BIGGEST) {
                    biggest.poll();
                }
            }
        }
    }

    private static Prefix sum(Prefix one, Prefix other) {
        return new Prefix(
                one.name(), one.keys() + other.keys(), one.lasting() + other.lasting(), one.bytes() + other.bytes());
    }

    private static String prefix(String key) {
        var colon = key.indexOf(':');
        return colon < 0 ? "" : key.substring(0, colon + 1);
    }

    @Override
    public KeyCount count(String prefix, Duration within) throws InterruptedException {
        var lasting = 0L;
        var walk = new Walk(prefix + "*", MOST_COUNTED);
        while (walk.hasNext()) {
            for (var end : ends(walk.next())) {
                lasting += end == -1 || end > within.toSeconds() ? 1 : 0;
            }
        }
        return new KeyCount(walk.seen, lasting, walk.isComplete());
    }

    /** Seconds; -1 without an end, -2 if the key is gone. */
    private List<Long> ends(List<String> keys) {
        return asked(() -> {
            var batch = redis.pipelined();
            keys.forEach(batch::ttl);
            return batch.syncAndReturnAll().stream()
                    .map(end -> end instanceof Long seconds ? seconds : Long.valueOf(-2))
                    .toList();
        });
    }

    @Override
    public long expire(String prefix, Duration after) throws InterruptedException {
        var changed = 0L;
        var walk = new Walk(prefix + "*", Long.MAX_VALUE);
        while (walk.hasNext()) {
            var keys = walk.next();
            changed += asked(() -> {
                var batch = redis.pipelined();
                keys.forEach(key -> batch.expire(key, after.toSeconds(), ExpiryOption.LT));
                return batch.syncAndReturnAll().stream()
                        .filter(Long.valueOf(1)::equals)
                        .count();
            });
        }
        return changed;
    }

    private <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw RedisErrorText.of(target, e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }

    /** A walk over keys in pieces. {@code SCAN} may show a key twice, if the server moves its tables meanwhile. */
    private final class Walk {

        private final ScanParams params;
        private final long atMost;
        private String cursor = ScanParams.SCAN_POINTER_START;
        private boolean begun;
        private long seen;

        private Walk(String pattern, long atMost) {
            this.params = new ScanParams().match(pattern).count(PIECE);
            this.atMost = atMost;
        }

        private boolean hasNext() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("the walk over the keys of " + target + " was stopped");
            }
            return !begun || !isComplete() && seen < atMost;
        }

        private List<String> next() {
            begun = true;
            var piece = asked(() -> redis.scan(cursor, params));
            cursor = piece.getCursor();
            var keys = new ArrayList<>(piece.getResult());
            seen += keys.size();
            return keys;
        }

        private boolean isComplete() {
            return begun && ScanParams.SCAN_POINTER_START.equals(cursor);
        }
    }
}
