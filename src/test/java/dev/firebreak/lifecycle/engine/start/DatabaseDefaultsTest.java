package dev.firebreak.lifecycle.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class DatabaseDefaultsTest {

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

    private static Properties driverProperties(String url) {
        var environment = new MockEnvironment().withProperty("spring.datasource.url", url);
        new DatabaseDefaults().postProcessEnvironment(environment, new SpringApplication());
        return Binder.get(environment)
                .bindOrCreate("spring.datasource.hikari", Bindable.of(HikariConfig.class))
                .getDataSourceProperties();
    }
}
