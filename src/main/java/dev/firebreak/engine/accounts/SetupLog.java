package dev.firebreak.engine.accounts;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Remembers what was set up, so that what an administrator takes away stays away and a later version adds only what is new. */
@Repository
class SetupLog {

    private final JdbcClient jdbc;

    SetupLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether it was never made before; from now on it was. */
    boolean isNew(String what) {
        return jdbc.sql("insert into made_once (what) values (?) on conflict do nothing")
                        .param(what)
                        .update()
                == 1;
    }
}
