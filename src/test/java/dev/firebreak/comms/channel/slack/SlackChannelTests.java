package dev.firebreak.comms.channel.slack;

import static dev.firebreak.comms.channel.slack.FakeSlackServer.CANARY;
import static dev.firebreak.comms.channel.slack.FakeSlackServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult.Delivered;
import dev.firebreak.comms.channel.DeliveryResult.Refused;
import dev.firebreak.comms.channel.NotificationKey;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Over real HTTP on loopback, to a Slack that is played. */
@ExtendWith(OutputCaptureExtension.class)
class SlackChannelTests {

    private static final Contact ROOM = new Contact("incidents", "#incidents", null, "secret://slack-incidents");
    private static final Duration SHORT = Duration.ofMillis(500);

    private final FakeSlackServer played = new FakeSlackServer();
    private final CommsFixture commsFixture = new CommsFixture();

    @BeforeEach
    void theWebhookIsASecret() {
        leadsTo(played.webhook());
    }

    @AfterEach
    void slackGoes() {
        played.close();
    }

    @Test
    void anAnnouncementArrivesAsPlainTextWithALinkToTheIncident() {
        var delivery = slack().deliver(news("[P1] Pool exhausted", "Höchste Zeit\nsecond line\n"));

        assertThat(delivery).isEqualTo(new Delivered("slack"));
        assertThat(played.taken()).containsExactly("""
                {"text":"[P1] Pool exhausted","mrkdwn":false,"parse":"none","link_names":0,\
                "unfurl_links":false,"unfurl_media":false,"blocks":[\
                {"type":"header","text":{"type":"plain_text","text":"[P1] Pool exhausted","emoji":false}},\
                {"type":"section","text":{"type":"plain_text","text":"Höchste Zeit\\nsecond line","emoji":false}},\
                {"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"link",\
                "url":"https://firebreak.example.org/incidents/INC","text":"Open INC"}]}]}]}""".replace("INC", commsFixture.incident.value()));
    }

    @ParameterizedTest
    @CsvSource({
        "<!channel> <!here>, &lt;!channel&gt; &lt;!here&gt;",
        "<@U1> <#C1>, &lt;@U1&gt; &lt;#C1&gt;",
        "<http://evil|link>, &lt;http://evil|link&gt;",
        "a & b &amp; &lt;!channel&gt;, a &amp; b &amp;amp; &amp;lt;!channel&amp;gt;",
    })
    @Tag("E5")
    void whatSlackWouldReadSomethingIntoIsEscapedEverywhere(String hostile, String escaped) throws Exception {
        slack().deliver(news(hostile, "before\n" + hostile + "\nafter"));

        var bytes = played.taken().get(0);
        assertThat(bytes).doesNotContain("<", ">", "\"type\":\"mrkdwn\"");
        assertThat(json(bytes).at("/text").asText()).isEqualTo(escaped);
        assertThat(json(bytes).at("/blocks/0/text/text").asText()).isEqualTo(escaped);
        assertThat(json(bytes).at("/blocks/1/text/text").asText()).isEqualTo("before\n" + escaped + "\nafter");
    }

    @Test
    void whatIsTooLongIsCutBetweenCharactersAndSaysSo() throws Exception {
        slack().deliver(news("🔥".repeat(100), "&".repeat(3_000)));

        var message = json(played.taken().get(0));
        assertThat(message.at("/blocks/0/text/text").asText()).isEqualTo("🔥".repeat(71) + "… (cut)");
        assertThat(message.at("/blocks/1/text/text").asText()).isEqualTo("&amp;".repeat(598) + "\n… (cut)");
    }

    @Test
    void whatJustFitsIsNotCut() throws Exception {
        slack().deliver(news("s".repeat(150), "t".repeat(3_000)));

        var message = json(played.taken().get(0));
        assertThat(message.at("/blocks/0/text/text").asText()).isEqualTo("s".repeat(150));
        assertThat(message.at("/blocks/1/text/text").asText()).isEqualTo("t".repeat(3_000));
    }

    @Test
    @Tag("G4")
    void nothingIsSentToAChannelBeforeTheTimeThatSlackAskedFor() {
        var slack = slack();
        played.answers(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "30");
            text(429, "ratelimited").give(exchange);
        });
        assertThatThrownBy(() -> slack.deliver(news("s", "t"))).hasMessage("Slack answers 429 ratelimited");

        played.answers(text(200, "ok"));
        commsFixture.clock.passes(Duration.ofSeconds(29));
        assertThatThrownBy(() -> slack.deliver(news("s", "t"))).hasMessageContaining("before 22 Nov 2026, 07:17 UTC");
        assertThat(played.taken()).hasSize(1);

        commsFixture.clock.passes(Duration.ofSeconds(1));
        assertThat(slack.deliver(news("s", "t"))).isInstanceOf(Delivered.class);
    }

    @Test
    @Tag("G4")
    void aPauseIsNeverLongerThanAnHourWhateverIsAskedFor() {
        var slack = slack();
        played.answers(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "999999999");
            text(429, "ratelimited").give(exchange);
        });
        assertThatThrownBy(() -> slack.deliver(news("s", "t"))).isInstanceOf(SlackUnavailable.class);

        played.answers(text(200, "ok"));
        commsFixture.clock.passes(Duration.ofHours(1));

        assertThat(slack.deliver(news("s", "t"))).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "403, invalid_token",
        "403, action_prohibited",
        "404, channel_not_found",
        "404, no_service",
        "410, channel_is_archived",
        "400, invalid_payload",
    })
    @Tag("G5")
    void aChannelThatIsGoneIsRefusedForGoodInSlacksWord(int status, String word) {
        played.answers(text(status, word));

        assertThat(slack().deliver(news("s", "t")))
                .isEqualTo(new Refused("slack", "Slack answers " + status + " " + word));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_revoked", "channel_not_found"})
    @Tag("G5")
    void aRefusalThatComesWithStatus200IsOneNonetheless(String word) {
        played.answers(text(200, "{\"ok\":false,\"error\":\"" + word + "\"}"));

        assertThat(slack().deliver(news("s", "t"))).isEqualTo(new Refused("slack", "Slack answers 200 " + word));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "200; '{\"ok\":false,\"error\":\"fatal_error\"}'; 200 fatal_error",
                "200; <html>log in to the guest network</html>; 200 without a known error code",
                "200; ''; 200 without a known error code",
                "200; okay; 200 okay",
                "201; ok; 201 ok",
                "500; rollup_error; 500 rollup_error",
                "503; <h1>secret</h1>; 503 without a known error code",
            })
    @Tag("G5")
    void everythingElseIsTriedAgain(int status, String body, String words) {
        played.answers(text(status, body));

        assertThatThrownBy(() -> slack().deliver(news("s", "t")))
                .isInstanceOf(SlackUnavailable.class)
                .hasMessage("Slack answers " + words);
    }

    @Test
    @Timeout(10)
    @Tag("G6")
    void anAnswerThatDripsHoldsNothingUpLongerThanTheLimit() {
        played.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange.getResponseBody()::write, 1);
        });

        assertThatThrownBy(() -> slack(SHORT).deliver(news("s", "t")))
                .hasMessage("Slack did not complete its answer within 500 ms");
    }

    @Test
    @Timeout(10)
    @Tag("G6")
    void ofAnAnswerThatNeverEndsTheFirst64KilobytesAreRead() throws Exception {
        var hungUp = new CountDownLatch(1);
        played.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                drip(exchange.getResponseBody()::write, 16 * 1024);
            } catch (IOException gone) {
                hungUp.countDown();
            }
        });

        assertThatThrownBy(() -> slack(Duration.ofSeconds(8)).deliver(news("s", "t")))
                .hasMessage("Slack answers 200 without a known error code");
        assertThat(hungUp.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Tag("H11")
    void aRedirectIsNotFollowed() {
        played.answers(exchange -> {
            exchange.getResponseHeaders().add("Location", played.webhook());
            text(307, "").give(exchange);
        });

        assertThatThrownBy(() -> slack().deliver(news("s", "t"))).hasMessageStartingWith("Slack answers 307");
        assertThat(played.taken()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://169.254.169.254/" + CANARY,
                "https://127.0.0.1/" + CANARY,
                "https://localhost/" + CANARY,
                "https://2130706433/" + CANARY,
                "https://0.0.0.0/" + CANARY,
                "https://10.1.2.3/" + CANARY,
                "https://192.168.1.1/" + CANARY,
                "https://[::1]/" + CANARY,
                "https://[::ffff:10.0.0.1]/" + CANARY,
                "https://[fe80::1]/" + CANARY,
                "https://[fd00::1]/" + CANARY,
            })
    @Tag("H11")
    void aPrivateAddressIsNotCalled(String webhook) {
        leadsTo(webhook);

        assertThatThrownBy(() -> slack().deliver(news("s", "t")))
                .hasMessage("the webhook resolves to a private address, so it is not called");
    }

    @Test
    @Tag("G14")
    void aNameThatDoesNotResolveIsTriedAgain() {
        var slack = slack();
        leadsTo("https://hooks.slack.invalid/" + CANARY);
        assertThatThrownBy(() -> slack.deliver(news("s", "t")))
                .isInstanceOf(SlackUnavailable.class)
                .hasMessage("the webhook's host name does not resolve")
                .hasNoCause();

        leadsTo(played.webhook());
        assertThat(slack.deliver(news("s", "t"))).isInstanceOf(Delivered.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.slack.com/services/" + CANARY,
                "http://localhost/" + CANARY,
                "http://127.0.0.1.example.org/" + CANARY,
                "ftp://127.0.0.1/" + CANARY,
                "https://user:" + CANARY + "@hooks.slack.com/",
                "https:///" + CANARY,
                "https://0x7f.1/" + CANARY,
                "hooks.slack.com/services/" + CANARY,
                "https://hooks.slack.com/services/ " + CANARY,
                CANARY,
                "",
            })
    @Tag("H12")
    void anUnusableWebhookIsNamedByItsKeyAndNeverShown(String webhook, CapturedOutput output) {
        leadsTo(webhook);

        assertThatThrownBy(() -> slack().deliver(news("s", "t")))
                .hasMessage("the value of contacts.incidents.slack (secret://slack-incidents) must be an https address"
                        + " such as https://hooks.slack.com/services/…")
                .hasNoCause();
        assertThat(output).contains("Slack messages to contacts.incidents will fail: the value of contacts.incidents");
        assertThat(output).doesNotContain("canary");
    }

    @Test
    void aSecretThatIsMissingIsSaidAtTheStartAndStopsNothing(CapturedOutput output) {
        commsFixture.with(new Contact("nowhere", "#nowhere", null, "secret://slack-nowhere"));

        assertThat(slack().deliver(news("s", "t"))).isInstanceOf(Delivered.class);
        assertThat(output)
                .contains("Slack messages to contacts.nowhere will fail: secret://slack-nowhere has no value:"
                        + " set FIREBREAK_SECRET_SLACK_NOWHERE");
    }

    @Test
    @Tag("H12")
    void whereNobodyListensTheTroubleIsSaidWithoutTheWebhook(CapturedOutput output) throws IOException {
        try (var closed = new ServerSocket(0)) {
            leadsTo("http://127.0.0.1:" + closed.getLocalPort() + "/services/" + CANARY);
        }

        assertThatThrownBy(() -> slack().deliver(news("s", "t")))
                .hasMessage("Slack can't be reached: ConnectException")
                .hasNoCause();
        assertThat(output).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT11S"})
    void aTimeoutThatMakesNoSenseIsRefusedAtTheStartByItsKey(Duration timeout) {
        assertThatThrownBy(() -> new SlackSettings(timeout)).hasMessageContaining("firebreak.comms.slack.timeout");
    }

    private interface Bytes {

        void write(byte[] bytes) throws IOException;
    }

    private static void drip(Bytes wire, int size) throws IOException {
        try {
            while (true) {
                wire.write(new byte[size]);
                Thread.sleep(20);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void leadsTo(String webhook) {
        commsFixture.environment.setProperty("FIREBREAK_SECRET_SLACK_INCIDENTS", webhook);
    }

    private Channel slack() {
        return slack(Duration.ofSeconds(5));
    }

    private Channel slack(Duration timeout) {
        return new SlackChannel(
                commsFixture.with(ROOM).catalog(),
                InMemorySecrets.of(commsFixture.environment),
                commsFixture.links(),
                new SlackSettings(timeout),
                commsFixture.clock);
    }

    private Announcement news(String subject, String text) {
        return new Announcement(
                new NotificationKey(commsFixture.incident, "initial.task-7", false), ROOM, subject, text);
    }

    private static JsonNode json(String bytes) throws IOException {
        return new ObjectMapper().readTree(bytes);
    }
}
