package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.mock.env.MockEnvironment;

class DatabaseLimitsTests {

    @Test
    void aPostgresqlConnectionHasLimits() {
        var driver = driverProperties("jdbc:postgresql://localhost/firebreak");

        assertThat(driver)
                .containsEntry("connectTimeout", "3")
                .containsEntry("socketTimeout", "10")
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("reWriteBatchedInserts", "true");
        assertThat(driver.getProperty("options"))
                .contains("statement_timeout=8s", "idle_in_transaction_session_timeout=15s", "lock_timeout=4s");
    }

    @Test
    @Tag("B2")
    void aCommitWaitsForTheDiskAndTheSynchronousStandbyWhateverTheServersDefaultIs() {
        assertThat(driverProperties("jdbc:postgresql://localhost/firebreak").getProperty("options"))
                .contains("synchronous_commit=on");
    }

    @Test
    void theUrlHasTheLastWord() {
        var properties = driverProperties("jdbc:postgresql://localhost/firebreak");

        var parsed =
                org.postgresql.Driver.parseURL("jdbc:postgresql://localhost/firebreak?socketTimeout=99", properties);

        assertThat(parsed.getProperty("socketTimeout")).isEqualTo("99");
        assertThat(parsed.getProperty("connectTimeout")).isEqualTo("3");
    }

    @Test
    void h2HearsNothingOfIt() {
        assertThat(driverProperties("jdbc:h2:mem:x")).isEmpty();
    }

    @Test
    void whoOperatesItHasTheLastWordToo() {
        var driver = driverProperties(
                "jdbc:postgresql://localhost/firebreak",
                "spring.datasource.hikari.data-source-properties.socketTimeout");

        assertThat(driver).containsEntry("socketTimeout", "99").containsEntry("connectTimeout", "3");
    }

    private static Properties driverProperties(String url, String... setTo99) {
        var environment = new MockEnvironment();
        for (var key : setTo99) {
            environment.setProperty(key, "99");
        }
        var database = new DataSourceProperties();
        database.setUrl(url);
        try (var pool = BulkheadPools.pool(database, environment)) {
            return pool.getDataSourceProperties();
        }
    }
}
