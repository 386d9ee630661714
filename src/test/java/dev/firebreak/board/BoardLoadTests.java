package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import dev.firebreak.board.live.EventReader;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/**
 * What pages cost: the board with 500 open and 100,000 ended incidents, the page of an incident with 2,000 lines and
 * 1,000 alerts, and 200 open browsers. By itself: {@code mvn test -Pchaos -Dtest=BoardLoadTests}, with
 * {@code -Dfirebreak.short-lived-java=-Xmx1g} for the compiler that a server has.
 */
@Tag("chaos")
@FirebreakTest
@TestPropertySource(properties = "firebreak.board.kept=1s")
class BoardLoadTests {

    private static final String PASSWORD = "quiet-river-stone";
    private static final int CALLS = 40;

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Timeline timeline;

    @Autowired
    MeterRegistry metrics;

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
        jdbc.sql("delete from timeline_entry where incident_id like 'INC-20261128-000000-%'")
                .update();
        jdbc.sql("delete from incident where source = 'test' and title like 'Incident %'")
                .update();
    }

    @Test
    void theBoardIsFastWithALongHistory() {
        var rex = rex();

        var times = times(rex, "/", "500 open incidents");

        print("board with 500 open, 100,000 ended", times, rex, "/");
        assertThat(times[CALLS * 95 / 100]).isLessThan(1_000);
    }

    @Test
    void thePageOfAnIncidentIsFastWithALongTimeline() {
        var rex = rex();
        var id = new IncidentId("INC-20261128-000000-1001");
        timeline.write(IntStream.range(0, 2_000)
                .mapToObj(n -> new Timeline.Line(id, null, "Alert " + n + " fires", "alerts", "Details of " + n))
                .toList());
        var page = "/incidents/" + id;

        var times = times(rex, page, "Alert 1999 fires");

        print("incident with 2,000 lines", times, rex, page);
        assertThat(times[CALLS * 95 / 100]).isLessThan(1_000);
    }

    /** 200 browsers with a stream each: a change every five seconds, after which each fetches the board twice. */
    @Test
    void twoHundredOpenBrowsersCostLessThanOneConnection() throws InterruptedException {
        var browsers = new ArrayList<EventReader>();
        for (var n = 0; n < 200; n++) {
            var person = "loadRex" + n % 20;
            accounts.createIfMissing(person, "Rex " + n, "r@example.org", PASSWORD, Set.of(Role.RESPONDER));
            browsers.add(new EventReader(port, HttpVisitor.basic(person, PASSWORD), ""));
        }
        var idle = connections(Duration.ofSeconds(20), () -> {});
        var rex = rex();
        var fetches = Executors.newFixedThreadPool(16);
        var fetched = new AtomicInteger();
        var busy = connections(Duration.ofSeconds(40), () -> {
            for (var change = 0; change < 8; change++) {
                timeline.add(new IncidentId("INC-20261128-000000-1001"), "Change " + change, "test");
                for (var browser = 0; browser < 2 * 200; browser++) {
                    fetches.execute(() -> {
                        rex.page("/");
                        fetched.incrementAndGet();
                    });
                }
                sleep(Duration.ofSeconds(5));
            }
        });
        fetches.shutdownNow();
        fetches.awaitTermination(30, TimeUnit.SECONDS);
        browsers.forEach(EventReader::close);

        System.out.printf(
                "200 browsers: %.3f connections while idle, %.2f with a change every 5 s (%d boards of 500 rows)%n",
                idle, busy, fetched.get());
        assertThat(idle).isLessThan(1);
    }

    /** How many connections are in use on average. */
    private double connections(Duration time, Runnable work) {
        var began = Instant.now();
        var before = usedMillis();
        work.run();
        sleep(time.minus(Duration.between(began, Instant.now())));
        return (usedMillis() - before) / Duration.between(began, Instant.now()).toMillis();
    }

    private double usedMillis() {
        return metrics.find("hikaricp.connections.usage").timers().stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.MILLISECONDS))
                .sum();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(Math.max(0, time.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpVisitor rex() {
        var rex = new HttpVisitor(port);
        rex.login("loadRex", PASSWORD);
        return rex;
    }

    private static long[] times(HttpVisitor rex, String page, String shown) {
        LongStream.range(0, CALLS).forEach(n -> rex.page(page));
        return LongStream.range(0, CALLS)
                .map(n -> millis(rex, page, shown))
                .sorted()
                .toArray();
    }

    private static long millis(HttpVisitor visitor, String page, String shown) {
        var begin = Instant.now();
        assertThat(visitor.page(page).body()).contains(shown);
        return Duration.between(begin, Instant.now()).toMillis();
    }

    private void print(String what, long[] times, HttpVisitor rex, String page) {
        var packed = rex.send("GET", page, null, Map.of("Accept", "text/html", "Accept-Encoding", "gzip"));
        System.out.printf(
                "%s: median %d ms, p95 %d ms, %d KB, compressed about %d KB%n",
                what,
                times[CALLS / 2],
                times[CALLS * 95 / 100],
                rex.page(page).body().length() / 1_024,
                packed.body().length() / 1_024);
    }
}
