package dev.firebreak.access.login;

import static dev.firebreak.database.Timestamps.at;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Repository of the origins from which each account logged in within the last 180 days. Only a right password adds one,
 * so strangers can't fill it. All nodes share it.
 */
@Repository
class KnownOrigins {

    private static final Logger log = LoggerFactory.getLogger(KnownOrigins.class);

    private static final Duration KEPT_FOR = Duration.ofDays(180);

    /** How long a node relies on what it wrote: basic auth must not write on every request. */
    private static final Duration WRITTEN_FOR = Duration.ofDays(1);

    private static final int MAX_WRITTEN = 5_000;

    private record Pair(String account, String origin) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Map<Pair, Instant> written = new LinkedHashMap<>(16, 0.75f, true);

    KnownOrigins(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The most specific name of this origin under which the account logged in before. */
    Optional<String> find(String account, LoginOrigin origin) {
        return origin.keys().stream()
                .filter(key -> isWritten(new Pair(account, key)) || isStored(account, key))
                .findFirst();
    }

    /** Remembers the origin after a login. A login must not fail because this does. */
    void remember(String account, LoginOrigin origin) {
        for (var key : origin.keys()) {
            var pair = new Pair(account, key);
            if (!isWritten(pair)) {
                write(pair);
            }
        }
    }

    private void write(Pair pair) {
        try {
            store(pair);
            synchronized (written) {
                written.put(pair, clock.instant());
                if (written.size() > MAX_WRITTEN) {
                    written.remove(written.keySet().iterator().next());
                }
            }
        } catch (DataAccessException e) {
            log.warn("Can't remember where {} logged in from: {}", pair.account(), e.toString());
        }
    }

    private boolean isWritten(Pair pair) {
        synchronized (written) {
            var when = written.get(pair);
            return when != null && when.plus(WRITTEN_FOR).isAfter(clock.instant());
        }
    }

    private boolean isStored(String account, String key) {
        return jdbc.sql("select count(*) from login_origin where account = ? and origin = ? and last_login > ?")
                        .param(account)
                        .param(key)
                        .param(at(clock.instant().minus(KEPT_FOR)))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void store(Pair pair) {
        var now = clock.instant();
        var exists = jdbc.sql("update login_origin set last_login = ? where account = ? and origin = ?")
                        .param(at(now))
                        .param(pair.account())
                        .param(pair.origin())
                        .update()
                == 1;
        if (!exists) {
            jdbc.sql("delete from login_origin where account = ? and last_login <= ?")
                    .param(pair.account())
                    .param(at(now.minus(KEPT_FOR)))
                    .update();
            jdbc.sql("insert into login_origin (account, origin, last_login) values (?, ?, ?) on conflict do nothing")
                    .param(pair.account())
                    .param(pair.origin())
                    .param(at(now))
                    .update();
        }
    }
}
