package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class MigratedDatabaseTests {

    @Test
    void theTablesOfTestsAreThoseOfFlyway() {
        var replayed = MigratedDatabase.empty();
        MigratedDatabase.in(replayed);

        assertThat(tables(replayed)).hasSizeGreaterThan(50).isEqualTo(tables(MigratedDatabase.migrated()));
    }

    private static List<String> tables(DataSource database) {
        return MigratedDatabase.script(database).stream()
                .filter(statement -> !statement.startsWith("INSERT INTO"))
                .toList();
    }
}
