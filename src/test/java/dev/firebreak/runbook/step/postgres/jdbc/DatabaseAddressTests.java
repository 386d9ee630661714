package dev.firebreak.runbook.step.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTests {

    @Test
    void oneHostOneDatabaseAndTls() {
        var url = "jdbc:postgresql://db.internal:5432/postgres?sslmode=verify-full&sslrootcert=/etc/ca.pem";

        assertThat(new DatabaseAddress(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x",
                "jdbc:postgresql://one,two/postgres",
                "jdbc:postgresql:postgres",
                "jdbc:postgresql://db/postgres?socketTimeout=0",
                "jdbc:postgresql://db/postgres?socketFactory=com.example.Evil",
                "jdbc:postgresql://db/postgres?sslmode=require&options=-c%20x",
                "jdbc:postgresql://db/postgres?password=secret",
                "jdbc:postgresql://db/postgres\n",
            })
    void whatWouldOverruleOurLimitsIsRefused(String url) {
        var target = new Target("it", "postgres", "tier-1", true, false, Map.of("url", url), Map.of());

        assertThatThrownBy(() -> DatabaseAddress.of(target))
                .isInstanceOf(ServerUnreachable.class)
                .hasMessageContaining("settings.url");
    }
}
