package dev.firebreak.engine.accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Remembers what earlier starts created. So what an administrator removes stays removed, and a later version adds only
 * what is new.
 */
@Repository
class SetupLog {

    private final JdbcClient jdbc;

    SetupLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether no earlier start created this; records it as created. */
    boolean isNew(String what) {
        return jdbc.sql("insert into made_once (what) values (?) on conflict do nothing")
                        .param(what)
                        .update()
                == 1;
    }
}
