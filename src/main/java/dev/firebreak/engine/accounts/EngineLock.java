package dev.firebreak.engine.accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine's own lock for set-up work: two nodes that start at once do it one after the other. */
@Component
class EngineLock {

    private final JdbcClient jdbc;

    EngineLock(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Held until the caller's transaction ends. */
    void take() {
        jdbc.sql("select VALUE_ from ACT_GE_PROPERTY where NAME_ = 'startup.lock' for update")
                .query(String.class)
                .list();
    }
}
