package dev.firebreak.engine.decisions;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.engine.NodeTrouble;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Decisions that exceeded a limit. They are not evaluated again, on any node after its next start and on this one at
 * once, until another version is deployed.
 */
@Repository
class ParkedDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(ParkedDecisions.class);

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private volatile Map<String, String> reasons;

    /** @param jdbc lazy, because the engine needs this before the database is set up */
    ParkedDecisions(@Lazy JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Why this version of a decision is not evaluated; empty if it is. */
    Optional<String> reason(String definition) {
        return Optional.ofNullable(known().get(definition));
    }

    /**
     * Parks and reports a decision. It counts on this node even when the database can't store it.
     *
     * @param definition the id of the definition, which differs from version to version
     * @param key the decision's key, for people
     */
    void park(String definition, String key, String reason) {
        known().put(definition, reason);
        LOG.error("Decision {} ({}) is parked: it {}", key, definition, reason);
        events.publishEvent(new NodeTrouble(
                "decision-parked",
                key,
                "A decision is no longer evaluated",
                "Decision '%s' %s, so it is parked: processes that ask it are stuck. Deploy a corrected version, then retry the stuck steps."
                        .formatted(key, reason)));
        jdbc.sql("insert into decision_parked (definition, reason, parked_at) values (?, ?, ?) on conflict do nothing")
                .params(definition, reason, at(clock.instant()))
                .update();
    }

    private Map<String, String> known() {
        var known = reasons;
        return known == null ? load() : known;
    }

    private synchronized Map<String, String> load() {
        if (reasons == null) {
            var loaded = new ConcurrentHashMap<String, String>();
            jdbc.sql("select definition, reason from decision_parked").query(row -> {
                loaded.put(row.getString("definition"), row.getString("reason"));
            });
            reasons = loaded;
        }
        return reasons;
    }
}
