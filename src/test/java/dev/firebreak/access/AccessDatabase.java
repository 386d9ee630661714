package dev.firebreak.access;

import dev.firebreak.database.MigratedDatabase;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.engine.Mode;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Creates an in-memory H2 database with our tables, without Spring. */
public final class AccessDatabase {

    private AccessDatabase() {}

    public static JdbcClient fresh() {
        return JdbcClient.create(source());
    }

    public static DataSource source() {
        Mode.getInstance("PostgreSQL").disallowedTypes = Set.of();
        var source = new JdbcDataSource();
        source.setURL(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1");
        MigratedDatabase.in(source);
        return source;
    }
}
