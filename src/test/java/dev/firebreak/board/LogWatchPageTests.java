package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The page of the log watch, for an observer and without JavaScript. */
@FirebreakTest
class LogWatchPageTests {

    private static final String PASSWORD = "violet-harbour-1";

    @LocalServerPort
    int port;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    private HttpVisitor olivia;

    @BeforeEach
    void login() {
        accounts.createIfMissing("olivia", "Olivia", "olivia@example.test", PASSWORD, Set.of(Role.OBSERVER));
        olivia = new HttpVisitor(port);
        olivia.login("olivia", PASSWORD);
    }

    @AfterEach
    void nothingIsWatched() {
        jdbc.sql("delete from log_stream").update();
        jdbc.sql("delete from log_watch").update();
    }

    private void isWatched(String watch, int readFor, String trouble) {
        jdbc.sql("insert into log_watch (name, owner, owned_until, trouble) values (?, 'x', ?, ?)")
                .params(watch, clock.instant().plusSeconds(readFor).atOffset(ZoneOffset.UTC), trouble)
                .update();
    }

    private void log(String watch, String name, String state, String why, long lag, long lines, long hits) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("insert into log_stream (watch, name, service, state, why, lag, line_count, hit_count, last_hit,"
                        + " seen_at) values (?, ?, 'app', ?, ?, ?, ?, ?, ?, ?)")
                .params(watch, name, state, why, lag, lines, hits, hits > 0 ? now : null, now)
                .update();
    }

    @Test
    void itShowsWhatIsWatchedHowFarAndWhatCounted() {
        isWatched("files on web-1", 30, "/var/log/auth.log can't be read: access denied");
        isWatched("journal of app-host", -60, null);
        log("files on web-1", "/var/log/<b>.log", "WATCHED", null, 3 << 20, 3_210, 2);
        log("files on web-1", "/var/log/auth.log", "UNREADABLE", "can't be read: access denied", 0, 0, 0);
        log("files on web-1", "/var/log/pipe.log", "SKIPPED", "no regular file", 0, 0, 0);

        var page = olivia.page("/log-watch").body();

        assertThat(page)
                .contains(
                        "<b>files on web-1</b>",
                        "1 log, 1 skipped, 1 can't be read, 3,210 lines, 2 hits, 3.0 MiB behind".replace("'", "&#39;"),
                        "no node reads it now",
                        "/var/log/&lt;b&gt;.log",
                        "Many failed SSH logins from …",
                        "P2 · 10 within 5 min · sshd/ssh-brute-force");
        assertThat(page.indexOf("auth.log</code>")).isLessThan(page.indexOf("/var/log/&lt;b&gt;.log"));
        assertThat(olivia.page("/").body())
                .contains("<dt><a href=\"/log-watch\">Logs</a></dt><dd class=\"alarm\">1 can&#39;t be read");
        assertThat(olivia.get("/api/log-watch").body())
                .contains("\"unreadable\":1", "\"lag\":3145728", "\"name\":\"ssh-brute-force\"");
    }

    @Test
    void withoutAWatchItSaysHowToBegin() {
        assertThat(olivia.page("/log-watch").body())
                .contains("Nothing is watched. Set <code>firebreak.log-watch</code>");
        assertThat(olivia.page("/").body()).doesNotContain("Logs</a></dt>");
    }
}
