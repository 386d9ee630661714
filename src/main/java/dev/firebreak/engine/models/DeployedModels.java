package dev.firebreak.engine.models;

import dev.firebreak.access.ModelsInForce;
import dev.firebreak.text.Hash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The newest version of each process and decision in the engine, with the SHA-256 of its file. It reads the engine's
 * tables, so that it can be asked within any transaction; after a deployment on this node at once, else after some
 * seconds.
 */
@Component
class DeployedModels implements ModelsInForce, SmartInitializingSingleton {

    private static final Duration CACHED_FOR = Duration.ofSeconds(10);

    private static final String NEWEST = """
            select '%1$s' as kind, d.KEY_ as model, d.VERSION_ as version, b.BYTES_ as content
            from %2$s d join ACT_GE_BYTEARRAY b on b.DEPLOYMENT_ID_ = d.DEPLOYMENT_ID_ and b.NAME_ = d.RESOURCE_NAME_
            where d.VERSION_ = (select max(o.VERSION_) from %2$s o where o.KEY_ = d.KEY_)""";

    private record Cached(Optional<Models> models, Instant readAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile boolean ready;
    private volatile Cached cached;

    DeployedModels(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Before that, the engine's tables may not be there. */
    @Override
    public void afterSingletonsInstantiated() {
        ready = true;
    }

    @Override
    public Optional<Models> models() {
        if (!ready) {
            return Optional.empty();
        }
        var now = clock.instant();
        var current = cached;
        if (current == null
                || current.readAt().plus(CACHED_FOR).isBefore(now)
                || current.readAt().isAfter(now)) {
            current = new Cached(read(), now);
            cached = current;
        }
        return current.models();
    }

    /** The models have changed: reads them again when asked. */
    void forget() {
        cached = null;
    }

    private Optional<Models> read() {
        var models = new TreeMap<String, String>();
        read(NEWEST.formatted("process", "ACT_RE_PROCDEF"), models);
        read(NEWEST.formatted("decision", "ACT_RE_DECISION_DEF"), models);
        return models.isEmpty()
                ? Optional.empty()
                : Optional.of(new Models(Hash.sha256(models.toString()), Map.copyOf(models)));
    }

    private void read(String query, Map<String, String> models) {
        jdbc.sql(query).query(row -> {
            models.put(
                    row.getString("kind") + " " + row.getString("model"),
                    "version " + row.getInt("version") + ", SHA-256 " + Hash.sha256(row.getBytes("content")));
        });
    }
}
