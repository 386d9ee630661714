package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.access.Accounts;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.access.Role;
import java.net.http.HttpResponse;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** People take over from each other on the page, without JavaScript. */
@StoryTest
class OnCallPageStoryTests {

    private static final String PASSWORD = "violet-harbour-1";

    @LocalServerPort
    int port;

    @Autowired
    World world;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    private HttpVisitor responder;
    private HttpVisitor observer;

    @BeforeEach
    void login() {
        accounts.createIfMissing("onCallRita", "Rita", "r@example.test", PASSWORD, Set.of(Role.RESPONDER));
        accounts.createIfMissing("onCallOlga", "Olga", "o@example.test", PASSWORD, Set.of(Role.OBSERVER));
        responder = visitor("onCallRita");
        observer = visitor("onCallOlga");
    }

    @AfterEach
    void endAll() {
        jdbc.sql("delete from on_call_override").update();
        jdbc.sql("delete from calendar_token").update();
    }

    @Test
    void anOverrideMadeOnThePageShowsThereInTheApiAndInTheFeedUntilItEnds() {
        var made = press(
                responder,
                "/on-call/overrides",
                Map.of(
                        "kind",
                        "override",
                        "rota",
                        "primary",
                        "person",
                        "carla",
                        "ends",
                        in(5),
                        "reason",
                        "<b>Dentist</b>"));
        assertThat(made.statusCode()).isEqualTo(303);

        var page = observer.page("/on-call").body();
        assertThat(page)
                .contains("Carla Commander</b> takes over primary", "&lt;b&gt;Dentist&lt;/b&gt;", "by Rita")
                .doesNotContain("action=\"/on-call/overrides\"", "<b>Dentist</b>");
        assertThat(observer.get("/api/on-call").body()).contains("\"rota\":\"primary\",\"person\":\"carla\"");
        assertThat(feed()).contains("SUMMARY:Carla Commander on call (primary)");

        List<String> ids = JsonPath.read(observer.get("/api/on-call/overrides").body(), "$[*].id");
        press(responder, "/on-call/overrides/" + ids.get(0) + "/end", Map.of());
        assertThat(observer.page("/on-call").body()).contains("None: the rotas of the catalogue count.");
        assertThat(observer.get("/api/on-call").body()).contains("\"rota\":\"primary\",\"person\":\"rex\"");
    }

    @Test
    void anObserverCanOverrideNothing() {
        assertThat(press(observer, "/on-call/overrides", Map.of("person", "carla", "ends", in(5)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(press(observer, "/on-call/calendar", Map.of("rota", "primary"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void whatIsRefusedIsSaidAndWhatWasTypedIsKept() {
        var refused = press(
                responder,
                "/on-call/overrides",
                Map.of(
                        "kind",
                        "swap",
                        "rota",
                        "primary",
                        "person",
                        "carla",
                        "insteadOf",
                        "rex",
                        "starts",
                        in(1),
                        "ends",
                        in(5),
                        "reason",
                        "Party"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("swapStarts: a swap needs when rex", "<details open>", "value=\"Party\"");
        assertThat(press(responder, "/on-call/calendar", Map.of("rota", "primary", "calendar", "nothing"))
                        .body())
                .contains("calendar: has no event", "nothing</textarea>");
    }

    @Test
    void aFeedNeedsItsTokenAndANewAddressReplacesTheOldOne() {
        var first = address();
        var second = address();

        assertThat(new HttpVisitor(port).get("/api/on-call.ics?token=guessed").statusCode())
                .isEqualTo(403);
        assertThat(new HttpVisitor(port).get(first).statusCode()).isEqualTo(403);
        assertThat(new HttpVisitor(port).get(second).headers().firstValue("Content-Type"))
                .contains("text/calendar;charset=UTF-8");
    }

    private String feed() {
        return new HttpVisitor(port).get(address()).body();
    }

    private String address() {
        var page = press(observer, "/on-call/feed", Map.of()).body();
        return page.replaceAll("(?s).*(/api/on-call\\.ics\\?token)(?:=|&#x3D;)([\\w-]+).*", "$1=$2");
    }

    private String in(int hours) {
        return LocalDateTime.ofInstant(world.now(), ZoneOffset.UTC)
                .plusHours(hours)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    private HttpVisitor visitor(String who) {
        var visitor = new HttpVisitor(port);
        visitor.login(who, PASSWORD);
        return visitor;
    }

    private static HttpResponse<String> press(HttpVisitor who, String form, Map<String, String> typed) {
        var fields = new HashMap<>(typed);
        fields.put("_csrf", who.csrfOf("/on-call"));
        return who.press(form, fields);
    }
}
