package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the board takes with 500 open and 100,000 ended incidents. */
@Tag("chaos")
@FirebreakTest
class BoardLoadTests {

    private static final String PASSWORD = "quiet-river-stone";
    private static final int CALLS = 40;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void manyIncidents() {
        accounts.createIfMissing("loadRex", "Rex", "r@example.org", PASSWORD, Set.of(Role.RESPONDER));
        insert(500, "INVESTIGATING", "INC-20261128-000000-");
        insert(100_000, "CLOSED", "INC-20261101-000000-");
    }

    private void insert(int count, String status, String prefix) {
        jdbc.sql("""
                        insert into incident (id, title, service, symptom, source, status, severity, opened_at, closed_at)
                        select ? || cast(1000 + x as varchar), 'Incident ' || cast(x as varchar), 'mosaic-gitea', 'slow', 'test',
                          ?, 'P3', dateadd('SECOND', -10 * x, current_timestamp), current_timestamp
                        from system_range(1, ?)""").params(prefix, status, count).update();
    }

    @AfterEach
    void gone() {
        jdbc.sql("delete from incident where source = 'test' and title like 'Incident %'")
                .update();
    }

    @Test
    void theBoardIsFastWithALongHistory() {
        var rex = new HttpVisitor(port);
        rex.login("loadRex", PASSWORD);
        LongStream.range(0, CALLS).forEach(n -> rex.page("/"));

        var times = LongStream.range(0, CALLS).map(n -> millis(rex)).sorted().toArray();

        var p95 = times[CALLS * 95 / 100];
        System.out.printf("board with 500 open, 100,000 ended: median %d ms, p95 %d ms%n", times[CALLS / 2], p95);
        assertThat(p95).isLessThan(1_000);
    }

    private static long millis(HttpVisitor visitor) {
        var begin = Instant.now();
        assertThat(visitor.page("/").body()).contains("500 open incidents");
        return Duration.between(begin, Instant.now()).toMillis();
    }
}
