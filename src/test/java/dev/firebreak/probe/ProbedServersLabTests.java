package dev.firebreak.probe;

import static dev.firebreak.probe.KindFixture.looks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.probe.redis.RedisKindFixture;
import dev.firebreak.probe.sql.SqlKindFixture;
import dev.firebreak.runbook.step.redis.OwnRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQL probes of a real PostgreSQL, and PING of a real Redis. */
@Lab({"FIREBREAK_DB_HOST", "FIREBREAK_DB_PORT", "FIREBREAK_DB_NAME", "FIREBREAK_DB_USER", "REDIS_SERVER"})
@Tag("A033")
class ProbedServersLabTests {

    @TempDir
    Path home;

    private final ProbeKind sql = SqlKindFixture.of(
            TargetsFixture.of(
                    "db",
                    "postgres",
                    Map.of(
                            "url",
                            "jdbc:postgresql://" + Lab.Settings.of("FIREBREAK_DB_HOST") + ":"
                                    + Lab.Settings.of("FIREBREAK_DB_PORT") + "/" + Lab.Settings.of("FIREBREAK_DB_NAME"),
                            "user",
                            Lab.Settings.of("FIREBREAK_DB_USER"),
                            "password",
                            "secret://db")),
            KindFixture.secrets(Map.of("db", Lab.Settings.of("FIREBREAK_DB_PASSWORD"))));

    private CheckResult query(String rest) {
        return looks(sql, "{target: db, " + rest + "}");
    }

    @Test
    void theFirstValueCounts() {
        assertThat(query("query: select 41 + 1, max: 42").finding()).startsWith("db answers \"42\" in ");
        assertThat(query("query: select 41 + 1, max: 42").passed()).isTrue();
        assertThat(query("query: select 41 + 1, max: 41").finding()).endsWith(", and 41 or less is wanted");
        assertThat(query("query: select 41 + 1, min: 43").finding()).endsWith(", and 43 or more is wanted");
        assertThat(query("query: \"select 'up'\", equals: up").passed()).isTrue();
        assertThat(query("query: \"select 'up'\", equals: down").passed()).isFalse();
        assertThat(query("query: select 1 where false").finding()).startsWith("db answers nothing");
        assertThat(query("query: \"select 'x'\", max: 3").finding()).endsWith(", and a number is wanted");
    }

    @Test
    void nothingIsEverWritten() {
        assertThat(query("query: with gone as (delete from pg_class returning 1) select count(*) from gone")
                        .finding())
                .contains("read-only transaction");
        assertThat(query("query: select nextval('none')").passed()).isFalse();
    }

    @Test
    @Tag("G22")
    void aQueryThatTakesForEverOrAnswersGigabytesIsAFailureInTime() {
        var began = System.nanoTime();
        var slow = looks(sql, "{target: db, query: select pg_sleep(60)}", Duration.ofMillis(700));
        var large = query("query: \"select repeat('x', 100000000)\"");

        assertThat(slow.finding()).isEqualTo("db did not end within 700 ms");
        assertThat(large.passed()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void pingOfARedisThatRuns_andOfOneThatDied() throws Exception {
        try (var own = new OwnRedis(home.resolve("data"))) {
            var redis = RedisKindFixture.of(
                    TargetsFixture.of("own-redis", "redis", own.target().settings()),
                    KindFixture.secrets(Map.of("own-redis", OwnRedis.PASSWORD)));
            assertThat(looks(redis, "{target: own-redis}").finding()).startsWith("own-redis answers PING in ");

            own.kill();
            assertThat(looks(redis, "{target: own-redis}").passed()).isFalse();
        }
    }
}
