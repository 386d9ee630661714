package dev.firebreak.runbook.step.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.postgres.server.ServerUnreachable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

class JdbcDatabasesTests {

    private final JdbcDatabases databases = new JdbcDatabases(
            InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_LAB", "hunter2-hunter2")),
            new OwnDatabase(new DriverManagerDataSource("jdbc:h2:mem:not-postgres")));

    @Test
    void aServerThatIsDownIsSaidInPlainWords() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> databases.open(at(port)))
                .isInstanceOf(ServerUnreachable.class)
                .hasMessageContaining("it can't be reached")
                .hasMessageContaining("settings.url")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    @Timeout(15)
    void aServerThatTakesTheCallAndSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> databases.open(at(silent.getLocalPort())))
                    .isInstanceOf(ServerUnreachable.class)
                    .hasMessageContaining("it can't be reached");
        }
    }

    private static Target at(int port) {
        return new Target(
                "it",
                "postgres",
                "tier-1",
                true,
                false,
                Map.of(
                        "url",
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                        "user",
                        "postgres",
                        "password",
                        "secret://lab"),
                Map.of());
    }
}
