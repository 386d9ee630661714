package dev.firebreak.probe.sql;

import static dev.firebreak.probe.KindFixture.declared;
import static dev.firebreak.probe.KindFixture.looks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.probe.KindFixture;
import dev.firebreak.probe.ProbeKind;
import dev.firebreak.probe.TargetsFixture;
import dev.firebreak.probe.http.PlayedServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong before a query runs. {@code ProbedServersLabTests} runs queries. */
@Tag("A033")
class SqlKindTests {

    private static ProbeKind kind(String url) {
        return SqlKindFixture.of(
                TargetsFixture.of(
                        "mosaic-postgres",
                        "postgres",
                        Map.of("url", url, "user", "probe", "password", "secret://mosaic-postgres")),
                KindFixture.secrets(Map.of("mosaic-postgres", "not-to-be-seen")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    @Tag("G22")
    void aServerThatSaysNothingIsAFailureInTime(String kind) {
        try (var silent = new PlayedServer(out -> Thread.sleep(10_000))) {
            var began = System.nanoTime();

            var seen = looks(
                    kind("jdbc:" + kind + "://127.0.0.1:" + silent.port() + "/x"),
                    "{target: mosaic-postgres, query: select 1}",
                    Duration.ofMillis(500));

            assertThat(seen.passed()).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://127.0.0.1:1/x?socketFactory=org.example.Evil",
                "jdbc:postgresql://127.0.0.1:1/x?sslmode=require&options=-c",
                "jdbc:mariadb://127.0.0.1:1/x?allowLocalInfile=true",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://x'"
            })
    @Tag("H42")
    void anAddressWithParametersThatAreNotOfTlsIsRefused(String url) {
        assertThat(looks(kind(url), "{target: mosaic-postgres, query: select 1}")
                        .finding())
                .isEqualTo("mosaic-postgres: settings.url in the catalogue is no address of PostgreSQL or MariaDB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mariadb"})
    @Tag("H42")
    void theNameIsResolvedOnce_whenItIsChecked(String kind) {
        try (var server = new PlayedServer(out -> {})) {
            var sql = SqlKindFixture.knowing(
                    "checked.invalid",
                    TargetsFixture.of(
                            "db",
                            "postgres",
                            Map.of(
                                    "url",
                                    "jdbc:" + kind + "://checked.invalid:" + server.port() + "/x",
                                    "user",
                                    "probe",
                                    "password",
                                    "secret://db")),
                    KindFixture.secrets(Map.of("db", "not-to-be-seen")));

            looks(sql, "{target: db, query: select 1}", Duration.ofMillis(300));

            assertThat(server.connections()).isPositive();
        }
    }

    @Test
    @Tag("H42")
    void aMetadataServiceIsRefusedHereToo() {
        assertThat(looks(kind("jdbc:postgresql://169.254.169.254/x"), "{target: mosaic-postgres, query: select 1}")
                        .finding())
                .contains("169.254.169.254 is refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from job",
                "select 1; delete from job",
                "update job set state = 1",
                "drop table job",
                "call clean()",
                "selected"
            })
    void onlyOneQueryThatReadsIsDeclared(String sql) {
        assertThatThrownBy(() -> declared(kind("jdbc:postgresql://x/y"), "{target: a, query: '" + sql + "'}"))
                .hasMessageContaining("is not one query that reads");
    }
}
