package dev.firebreak;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rows of all tables of an H2 at one moment, kept in a schema of their own. */
record Snapshot(List<String> tables) {

    static Snapshot of(JdbcClient jdbc) {
        var tables = jdbc.sql("select table_name from information_schema.tables"
                        + " where table_schema = 'PUBLIC' and table_type = 'BASE TABLE'")
                .query(String.class)
                .list();
        jdbc.sql("create schema snapshot").update();
        tables.forEach(
                table -> jdbc.sql("create table snapshot.\"%1$s\" as select * from public.\"%1$s\"".formatted(table))
                        .update());
        return new Snapshot(tables);
    }

    void restore(JdbcClient jdbc) {
        jdbc.sql("set referential_integrity false").update();
        for (var table : tables) {
            jdbc.sql("truncate table public.\"%s\"".formatted(table)).update();
            jdbc.sql("insert into public.\"%1$s\" overriding system value select * from snapshot.\"%1$s\""
                            .formatted(table))
                    .update();
        }
        jdbc.sql("set referential_integrity true").update();
    }
}
