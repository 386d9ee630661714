package dev.firebreak.comms.channel;

import static dev.firebreak.comms.channel.HttpPeer.endless;
import static dev.firebreak.comms.channel.HttpPeer.retryAfter;
import static dev.firebreak.comms.channel.HttpPeer.silent;
import static dev.firebreak.comms.channel.HttpPeer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.channel.DeliveryResult.Delivered;
import dev.firebreak.comms.channel.DeliveryResult.Refused;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What holds for every channel over HTTP: what is final and what is tried again, how long an answer may take and how
 * large it may be, and that a pause is obeyed. Each channel has a class of tests that extends this one.
 */
public abstract class HttpChannelContract {

    /** Part of every secret of a channel; nobody may ever read it. */
    protected static final String CANARY = "canaryCanaryCanary";

    protected final HttpPeer peer = new HttpPeer();
    protected final CommsFixture comms = new CommsFixture();

    /** The channel, whose server is the peer. */
    protected abstract Channel channel(Duration timeout);

    protected abstract Contact contact();

    /** The answer of a server that takes a message. */
    protected String accepted() {
        return "{}";
    }

    @AfterEach
    void thePeerGoes() {
        peer.close();
    }

    @Test
    void aMessageThatIsTakenIsDelivered() {
        peer.answers(status(200, accepted()));

        var channel = channel(Duration.ofSeconds(5));

        assertThat(channel.reaches(contact())).isTrue();
        assertThat(channel.missing()).isEmpty();
        assertThat(channel.deliver(page("s", "t"))).isEqualTo(new Delivered(channel.name()));
        assertThat(peer.taken).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410})
    @Tag("G5")
    void aRefusalIsFinal(int status) {
        peer.answers(status(status, "no"));

        var result = channel(Duration.ofSeconds(5)).deliver(page("s", "t"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.why())
                                .contains(String.valueOf(status))
                                .doesNotContain(CANARY));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504})
    @Tag("G6")
    void aServerInTroubleIsTriedAgain(int status) {
        peer.answers(status(status, "trouble"));
        var channel = channel(Duration.ofSeconds(5));

        assertThatThrownBy(() -> channel.deliver(page("s", "t")))
                .hasMessageContaining(String.valueOf(status))
                .hasMessageNotContaining(CANARY)
                .hasNoCause();

        peer.answers(status(200, accepted()));
        assertThat(channel.deliver(page("s", "t"))).isInstanceOf(Delivered.class);
    }

    @Test
    @Tag("G4")
    void nothingIsSentBeforeTheTimeThatTheServerAskedFor() {
        var channel = channel(Duration.ofSeconds(5));
        peer.answers(retryAfter(429, "30"));
        assertThatThrownBy(() -> channel.deliver(page("s", "t"))).hasMessageContaining("429");

        peer.answers(status(200, accepted()));
        comms.clock.passes(Duration.ofSeconds(29));
        assertThatThrownBy(() -> channel.deliver(page("s", "t"))).hasMessageContaining("before 22 Nov 2026");
        assertThat(peer.taken).hasSize(1);

        comms.clock.passes(Duration.ofSeconds(1));
        assertThat(channel.deliver(page("s", "t"))).isInstanceOf(Delivered.class);
    }

    @Test
    @Tag("G4")
    void noPauseIsLongerThanAnHour() {
        var channel = channel(Duration.ofSeconds(5));
        peer.answers(retryAfter(503, "999999999"));
        assertThatThrownBy(() -> channel.deliver(page("s", "t"))).hasMessageContaining("503");

        peer.answers(status(200, accepted()));
        comms.clock.passes(Duration.ofHours(1));

        assertThat(channel.deliver(page("s", "t"))).isInstanceOf(Delivered.class);
    }

    @Test
    @Timeout(10)
    @Tag("G6")
    void aServerThatSaysNothingIsLeftAfterTheLimit() {
        peer.answers(silent());

        assertThatThrownBy(() -> channel(Duration.ofMillis(300)).deliver(page("s", "t")))
                .hasMessageContaining("within 300 ms")
                .hasNoCause();
    }

    @Test
    @Timeout(10)
    @Tag("G6")
    void anAnswerThatDripsForEverIsLeftAfterTheLimit() {
        peer.answers(endless(200, 1));

        assertThatThrownBy(() -> channel(Duration.ofMillis(300)).deliver(page("s", "t")))
                .hasMessageContaining("within 300 ms");
    }

    @Test
    @Timeout(10)
    @Tag("G6")
    void ofALargeAnswerOnlyTheStartIsRead() {
        peer.answers(endless(500, 16 * 1024));

        assertThatThrownBy(() -> channel(Duration.ofSeconds(5)).deliver(page("s", "t")))
                .hasMessageContaining("500");
    }

    @Test
    @Tag("H11")
    void aRedirectIsNotFollowed() {
        peer.answers(exchange -> {
            exchange.getResponseHeaders()
                    .add("Location", peer.address("/elsewhere").toString());
            exchange.sendResponseHeaders(307, -1);
        });

        try {
            assertThat(channel(Duration.ofSeconds(5)).deliver(page("s", "t"))).isInstanceOf(Refused.class);
        } catch (RuntimeException triedAgain) {
            // A channel may also try again; what counts is that no request went elsewhere.
        }
        assertThat(peer.taken).hasSize(1);
    }

    @Test
    @Tag("G2")
    void everyTryOfAMessageIsTheSame() {
        var channel = channel(Duration.ofSeconds(5));
        peer.answers(status(500, "lost"));
        assertThatThrownBy(() -> channel.deliver(page("s", "t"))).isInstanceOf(RuntimeException.class);

        peer.answers(status(200, accepted()));
        channel.deliver(page("s", "t"));

        assertThat(peer.taken.get(1).body()).isEqualTo(peer.taken.get(0).body());
        assertThat(peer.taken.get(1).headers().get("webhook-id"))
                .isEqualTo(peer.taken.get(0).headers().get("webhook-id"));
    }

    protected Announcement page(String subject, String text) {
        return new Announcement(
                new NotificationKey(comms.incident, "page-1.task-7", true),
                contact(),
                subject,
                text,
                "https://firebreak.example.org/ack/token");
    }
}
