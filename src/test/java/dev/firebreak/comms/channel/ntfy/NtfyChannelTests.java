package dev.firebreak.comms.channel.ntfy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.HttpChannelContract;
import dev.firebreak.comms.channel.NotificationKey;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real HTTP on loopback, to an ntfy server that is played. */
class NtfyChannelTests extends HttpChannelContract {

    private static final Contact RITA = new Contact("rita", "Rita", "rita@example.org")
            .with(new ContactMethods("rita-pages-7f3k", null, null, List.of(), null));

    @Override
    protected Channel channel(Duration timeout) {
        comms.environment.setProperty("FIREBREAK_SECRET_NTFY", CANARY);
        return channel(new NtfySettings(peer.address("/"), "secret://ntfy", timeout));
    }

    @Override
    protected Contact contact() {
        return RITA;
    }

    @Test
    void aPageWakesAndHasAButtonThatOpensTheAcknowledgePage() throws Exception {
        channel(Duration.ofSeconds(5)).deliver(page("[PAGE P1] Pool exhausted", "Höchste Zeit\n"));

        var taken = peer.taken.get(0);
        var message = json(taken.body());
        assertThat(taken.method()).isEqualTo("POST");
        assertThat(taken.headers()).containsEntry("Authorization", "Bearer " + CANARY);
        assertThat(message.get("topic").asText()).isEqualTo("rita-pages-7f3k");
        assertThat(message.get("title").asText()).isEqualTo("[PAGE P1] Pool exhausted");
        assertThat(message.get("message").asText()).isEqualTo("Höchste Zeit");
        assertThat(message.get("priority").asInt()).isEqualTo(5);
        assertThat(message.get("click").asText()).isEqualTo("https://firebreak.example.org/ack/token");
        assertThat(message.at("/actions/0/label").asText()).isEqualTo("Acknowledge");
        assertThat(message.at("/actions/0/action").asText()).isEqualTo("view");
        assertThat(message.at("/actions/1/url").asText())
                .isEqualTo("https://firebreak.example.org/incidents/" + comms.incident);
    }

    @Test
    void newsWakeNobodyAndLeadToTheIncident() throws Exception {
        channel(Duration.ofSeconds(5))
                .deliver(new Announcement(
                        new NotificationKey(comms.incident, "initial", false), RITA, "[P1] Pool exhausted", "t"));

        var message = json(peer.taken.get(0).body());
        assertThat(message.get("priority").asInt()).isEqualTo(3);
        assertThat(message.get("click").asText())
                .isEqualTo("https://firebreak.example.org/incidents/" + comms.incident);
        assertThat(message.get("actions")).hasSize(1);
    }

    @Test
    @Tag("E5")
    void hostileTextStaysTextAndTheMessageStaysBelowNtfysLimit() throws Exception {
        channel(Duration.ofSeconds(5)).deliver(page("\"},{\"topic\":\"evil\"", "🔥\"\\".repeat(3_000)));

        var message = json(peer.taken.get(0).body());
        assertThat(message.get("topic").asText()).isEqualTo("rita-pages-7f3k");
        assertThat(message.has("markdown")).isFalse();
        assertThat(message.get("message").asText()).endsWith("… (cut)");
        assertThat(message.get("message").asText().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(4_096);
    }

    @Test
    void withoutAServerItSaysWhatToSetAndWithoutATopicItReachesNobody() {
        var channel = channel(new NtfySettings(null, null, Duration.ofSeconds(5)));

        assertThat(channel.missing()).get().asString().contains("firebreak.comms.ntfy.server");
        assertThat(channel.reaches(new Contact("sam", "Sam", "sam@example.org")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://ntfy.example", "ftp://ntfy.example", "https://user@ntfy.example", "https:///x", "ntfy"})
    @Tag("H11")
    void aServerThatNoChannelMayCallIsRefusedAtTheStart(String server) {
        assertThatThrownBy(() -> new NtfySettings(URI.create(server), null, Duration.ofSeconds(5)))
                .hasMessageContaining("firebreak.comms.ntfy.server");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://169.254.169.254/", "https://[fe80::1]/", "https://0.0.0.0/", "https://100.100.100.200/"
            })
    @Tag("H11")
    void aMetadataServiceIsNeverCalled(String server) {
        var channel = channel(new NtfySettings(URI.create(server), null, Duration.ofSeconds(5)));

        assertThatThrownBy(() -> channel.deliver(page("s", "t"))).hasMessageContaining("is not called");
    }

    private Channel channel(NtfySettings settings) {
        return new NtfyChannel(settings, InMemorySecrets.of(comms.environment), comms.links(), comms.clock);
    }

    private static JsonNode json(String body) throws Exception {
        return new ObjectMapper().readTree(body);
    }
}
