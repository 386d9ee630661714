package dev.firebreak.comms.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.incident.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may speak for Slack: only a young request with the right signature, and only once. */
@Tag("G12")
class SlackSignatureTests {

    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final byte[] BODY = "user_id=U1&text=status".getBytes(UTF_8);

    private final CommsFixture comms = new CommsFixture();
    private final SlackSignature signature = signature("secret://slack-signature");

    private SlackSignature signature(String reference) {
        comms.environment.withProperty("FIREBREAK_SECRET_SLACK_SIGNATURE", SECRET);
        var settings = new RoomSettings(
                null, reference, URI.create("https://slack.com/api"), EnumSet.of(Severity.P1), Duration.ofSeconds(5));
        return new SlackSignature(settings, InMemorySecrets.of(comms.environment), comms.jdbc(), comms.clock);
    }

    @Test
    void aSignedRequestCountsOnce() throws Exception {
        var now = now();

        assertThat(signature.isValid(now, signed(now, BODY), BODY)).isTrue();
        assertThat(signature.isValid(now, signed(now, BODY), BODY))
                .as("replayed")
                .isFalse();
    }

    @Test
    void anOldOneAChangedOneAndOneFromTheFutureDoNotCount() throws Exception {
        var now = now();
        var signed = signed(now, BODY);

        assertThat(signature.isValid(now, signed, "user_id=U2&text=status".getBytes(UTF_8)))
                .isFalse();
        assertThat(signature.isValid(now, null, BODY)).isFalse();
        assertThat(signature.isValid("soon", signed, BODY)).isFalse();
        var future = String.valueOf(Long.parseLong(now) + 400);
        assertThat(signature.isValid(future, signed(future, BODY), BODY)).isFalse();
        comms.clock.passes(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(signature.isValid(now, signed, BODY)).isFalse();
    }

    @Test
    void withoutASecretNothingCounts() throws Exception {
        var now = now();

        assertThat(signature(null).isValid(now, signed(now, BODY), BODY)).isFalse();
    }

    private String now() {
        return String.valueOf(comms.clock.instant().getEpochSecond());
    }

    private static String signed(String timestamp, byte[] body) throws Exception {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
        mac.update(("v0:" + timestamp + ":").getBytes(UTF_8));
        return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
    }
}
