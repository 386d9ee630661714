package dev.firebreak.comms.channel.slack;

import static dev.firebreak.comms.channel.slack.FakeSlackServer.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.OutsideWorld;
import dev.firebreak.StoryTest;
import dev.firebreak.World;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentReport;
import dev.firebreak.lifecycle.Lifecycle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a team reads in its Slack channel, from the alert to the last byte. */
@StoryTest
class SlackStoryTests {

    private static final String HOSTILE = "<!channel> <@U1> <http://evil|link> & done";

    @Autowired
    World world;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    JdbcClient jdbc;

    @Value("${logging.file.name}")
    Path log;

    private final FakeSlackServer slack = OutsideWorld.slack();

    @AfterEach
    void slackIsWell() {
        slack.answers(text(200, "ok"));
    }

    @Test
    @Tag("E5")
    void ofAHostileAlertTheChannelHearsOnceAndAsPlainText() {
        var incident = raise();
        world.passes(Duration.ofMinutes(2));

        var messages = about(incident);
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0))
                .startsWith("{\"text\":\"[P1] " + incident
                        + " &lt;!channel&gt; &lt;@U1&gt; &lt;http://evil|link&gt; &amp; done\"")
                .contains("\"parse\":\"none\",\"link_names\":0,\"unfurl_links\":false,\"unfurl_media\":false")
                .contains("Description:\\n  &lt;!channel&gt;")
                .contains("/incidents/" + incident + "\",\"text\":\"Open " + incident + "\"")
                .doesNotContain("<", ">");
        assertThat(announcements(incident)).singleElement().asString().contains("#incidents");
        assertThat(world.timelineOf(incident)).noneMatch(line -> line.contains("refused"));
    }

    @Test
    @Tag("G5")
    void aChannelThatIsGoneIsSaidOnTheTimelineAndInAnIncidentAndTheOthersHearIt() throws Exception {
        slack.answers(text(404, "channel_not_found"));

        var incident = raise();

        assertThat(about(incident)).hasSize(1);
        assertThat(announcements(incident)).hasSize(1).noneMatch(line -> line.contains("#incidents"));
        assertThat(world.timelineOf(incident)).contains("Announcement (initial) refused for #incidents");
        assertThat(reports()).containsExactly("Messages to #incidents by slack are refused for good");
    }

    @Test
    @Tag("H12")
    void slackIsDownAndComesBackAndNowhereIsTheWebhookWritten() throws Exception {
        slack.answers(text(503, FakeSlackServer.CANARY));
        var incident = raise();
        assertThat(announcements(incident)).isEmpty();

        slack.answers(text(200, "ok"));
        world.passes(Duration.ofMinutes(1));

        assertThat(announcements(incident)).singleElement().asString().contains("#incidents");
        assertThat(about(incident)).hasSize(2);
        assertThat(jdbc.sql("script").query(String.class).list())
                .anyMatch(line -> line.contains("#incidents"))
                .noneMatch(line -> line.contains(FakeSlackServer.CANARY));
        assertThat(Files.readString(log)).contains("Slack answers 503").doesNotContain(FakeSlackServer.CANARY);
    }

    private IncidentId raise() {
        var facts = Map.<String, Object>of("alertSeverity", "critical", "usersAffected", "none");
        var incident = lifecycle.open(
                new IncidentReport(HOSTILE, "mosaic-gitea", "high-load", null, "test", HOSTILE, false, facts));
        world.untilNothingMoves();
        return incident;
    }

    private List<String> about(IncidentId incident) {
        return slack.taken().stream()
                .filter(message -> message.contains(incident.value()))
                .toList();
    }

    /** Titles of Firebreak's own incidents about refused messages; another thread opens them. */
    private List<String> reports() throws InterruptedException {
        var reports = List.<String>of();
        for (var n = 0; n < 100 && reports.isEmpty(); n++) {
            Thread.sleep(50);
            reports = jdbc.sql("select title from incident where symptom = 'messages-refused'")
                    .query(String.class)
                    .list();
        }
        return reports;
    }

    private List<String> announcements(IncidentId incident) {
        return world.timelineOf(incident).stream()
                .filter(line -> line.startsWith("Announced "))
                .toList();
    }
}
