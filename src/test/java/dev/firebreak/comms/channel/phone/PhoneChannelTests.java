package dev.firebreak.comms.channel.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.HttpChannelContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Over real HTTP on loopback, to a gateway that is played. */
class PhoneChannelTests extends HttpChannelContract {

    private static final Contact RITA = new Contact("rita", "Rita", "rita@example.org")
            .with(new ContactMethods(null, null, "+4915112345678", List.of(), null));

    @Override
    protected Channel channel(Duration timeout) {
        comms.environment.setProperty(
                "FIREBREAK_SECRET_GATEWAY",
                "whsec_" + Base64.getEncoder().encodeToString((CANARY + "canary").getBytes(StandardCharsets.UTF_8)));
        return new PhoneChannels()
                .smsChannel(
                        new PhoneSettings(peer.address("/send"), "secret://gateway", timeout),
                        InMemorySecrets.of(comms.environment),
                        comms.links(),
                        comms.clock);
    }

    @Override
    protected Contact contact() {
        return RITA;
    }

    @Test
    void theGatewayGetsNumberSubjectAndLinkButNotTheTextOfTheIncident() throws Exception {
        channel(Duration.ofSeconds(5)).deliver(page("[PAGE P1] " + "🔥".repeat(400), "the password is hunter2"));

        var message = new ObjectMapper().readTree(peer.taken.get(0).body());
        assertThat(message.get("type").asText()).isEqualTo("message.sms");
        assertThat(message.at("/data/to").asText()).isEqualTo("+4915112345678");
        assertThat(message.at("/data/text").asText())
                .startsWith("[PAGE P1] 🔥")
                .endsWith("🔥…\nhttps://firebreak.example.org/ack/token");
        assertThat(peer.taken.get(0).body()).doesNotContain("hunter2");
        assertThat(peer.taken.get(0).headers()).containsKeys("webhook-id", "webhook-signature");
    }

    @Test
    void aTextMessageAndACallAreTwoMessages() {
        var settings = new PhoneSettings(peer.address("/send"), "secret://gateway", Duration.ofSeconds(5));
        var secrets = InMemorySecrets.of(comms.environment);
        var sms = channel(Duration.ofSeconds(5));

        var voice = new PhoneChannels().voiceChannel(settings, secrets, comms.links(), comms.clock);
        sms.deliver(page("s", "t"));
        voice.deliver(page("s", "t"));

        assertThat(peer.taken.stream().map(it -> it.headers().get("webhook-id")).distinct())
                .hasSize(2);
    }

    @Test
    void withoutAGatewayItSaysWhatToSet() {
        var none = new PhoneChannels()
                .voiceChannel(
                        new PhoneSettings(null, null, Duration.ofSeconds(5)),
                        InMemorySecrets.of(comms.environment),
                        comms.links(),
                        comms.clock);

        assertThat(none.missing()).get().asString().contains("firebreak.comms.phone.url");
        assertThat(none.reaches(new Contact("sam", "Sam", "sam@example.org"))).isFalse();
    }
}
