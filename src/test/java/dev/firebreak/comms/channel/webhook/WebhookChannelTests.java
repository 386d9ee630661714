package dev.firebreak.comms.channel.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult.Refused;
import dev.firebreak.comms.channel.HttpChannelContract;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Over real HTTP on loopback, to a receiver that checks the signature by itself. */
class WebhookChannelTests extends HttpChannelContract {

    private static final byte[] KEY = (CANARY + "canary").getBytes(StandardCharsets.UTF_8);
    private static final Contact RITA = receivedBy("pager");

    @Override
    protected Channel channel(Duration timeout) {
        comms.environment.setProperty(
                "FIREBREAK_SECRET_PAGER", "whsec_" + Base64.getEncoder().encodeToString(KEY));
        return new WebhookChannel(
                new WebhookChannelSettings(
                        Map.of("pager", new SignedReceiver(peer.address("/hook"), "secret://pager", timeout))),
                InMemorySecrets.of(comms.environment),
                comms.links(),
                comms.clock);
    }

    @Override
    protected Contact contact() {
        return RITA;
    }

    @Test
    void theReceiverGetsTheWholeMessageUnderAValidSignature() throws Exception {
        channel(Duration.ofSeconds(5)).deliver(page("[PAGE P1] Pool exhausted", "Höchste Zeit\n"));

        var taken = peer.taken.get(0);
        var id = taken.headers().get("webhook-id");
        var time = taken.headers().get("webhook-timestamp");
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
        var expected = Base64.getEncoder()
                .encodeToString(mac.doFinal((id + "." + time + "." + taken.body()).getBytes(StandardCharsets.UTF_8)));
        assertThat(taken.headers()).containsEntry("webhook-signature", "v1," + expected);
        var data = new ObjectMapper().readTree(taken.body()).get("data");
        assertThat(data.get("person").asText()).isEqualTo("rita");
        assertThat(data.get("urgent").asBoolean()).isTrue();
        assertThat(data.get("subject").asText()).isEqualTo("[PAGE P1] Pool exhausted");
        assertThat(data.get("text").asText()).isEqualTo("Höchste Zeit");
        assertThat(data.get("acknowledge").asText()).isEqualTo("https://firebreak.example.org/ack/token");
        assertThat(data.get("incident").asText()).isEqualTo(comms.incident.value());
    }

    @Test
    void aContactWhoseReceiverIsNotConfiguredIsRefusedByTheNameOfTheSetting() {
        var channel = channel(Duration.ofSeconds(5));
        var announcement = page("s", "t");

        var other =
                new dev.firebreak.comms.channel.Announcement(announcement.key(), receivedBy("other"), "s", "t", null);

        assertThat(channel.deliver(other))
                .isEqualTo(new Refused("webhook", "there is no firebreak.comms.webhook.other"));
    }

    @Test
    void aSecretOfAnotherFormIsNamedAndNotShown() {
        var channel = channel(Duration.ofSeconds(5));
        comms.environment.setProperty("FIREBREAK_SECRET_PAGER", CANARY);

        assertThatThrownBy(() -> channel.deliver(page("s", "t")))
                .hasMessageContaining("secret://pager: the secret must be whsec_")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void aSecretInTheConfigurationIsRefusedByItsKey() {
        var receiver = new SignedReceiver(peer.address("/hook"), "whsec_plain", Duration.ofSeconds(5));

        assertThatThrownBy(() -> new WebhookChannelSettings(Map.of("pager", receiver)))
                .hasMessageContaining("firebreak.comms.webhook.pager.secret");
    }

    private static Contact receivedBy(String name) {
        return new Contact("rita", "Rita", "rita@example.org")
                .with(new ContactMethods(null, name, null, List.of(), null));
    }
}
