package dev.firebreak.engine.accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The engine's database lock for set-up work: nodes that start at the same time take turns. */
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
