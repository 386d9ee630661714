package dev.firebreak.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** After a first start on H2 was killed, the next start works (guarantees.md A16). */
class H2SchemaRepairTests {

    @TempDir
    Path data;

    @Test
    @Tag("A16")
    void tablesOfAFirstStartThatWasCutShortAreMadeAnew() throws SQLException {
        begin();
        execute("create table ACT_GE_PROPERTY (NAME_ varchar(64))");

        begin();

        assertThat(tables()).containsExactly("FIREBREAK_FIRST_START");
    }

    @Test
    void tablesOfAStartThatCameToItsEndStay() throws SQLException {
        begin();
        execute("create table INCIDENT (ID varchar(40))");
        ended();

        begin();

        assertThat(tables()).containsExactly("INCIDENT");
    }

    @Test
    void aDatabaseFromBeforeStays() throws SQLException {
        execute("create table INCIDENT (ID varchar(40))");

        begin();

        assertThat(tables()).containsExactly("INCIDENT");
    }

    @Test
    void whatPeoplePutInCountsMoreThanAMarkThatWasLeft() throws SQLException {
        begin();
        execute("create table INCIDENT (ID varchar(40))");
        execute("insert into INCIDENT values ('INC-20261122-071630-017')");

        begin();

        assertThat(tables()).containsExactly("INCIDENT");
    }

    private void begin() throws SQLException {
        try (var connection = connection()) {
            H2SchemaRepair.repairAndMark(connection);
        }
    }

    private void ended() {
        var environment = new MockEnvironment().withProperty("spring.datasource.url", url());
        var database = JdbcClient.create(new DriverManagerDataSource(url(), "sa", ""));
        new H2SchemaRepair(environment, database).afterSingletonsInstantiated();
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> tables() throws SQLException {
        var names = new ArrayList<String>();
        try (var connection = connection();
                var rows = connection.getMetaData().getTables(null, "PUBLIC", null, null)) {
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    private Connection connection() throws SQLException {
        return DriverManager.getConnection(url(), "sa", "");
    }

    private String url() {
        return "jdbc:h2:file:" + data.resolve("firebreak") + ";WRITE_DELAY=0;MODE=PostgreSQL";
    }
}
