package dev.firebreak.comms.channel.mail;

import static dev.firebreak.comms.CommsFixture.RITA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult.Delivered;
import dev.firebreak.comms.channel.NotificationKey;
import dev.firebreak.comms.channel.TestCertificates;
import dev.firebreak.comms.channel.TestCertificates.Shown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mail.MailException;

/** A mail server with STARTTLS on loopback, whose certificate a CA of the test has signed. */
@Tag("G7")
class MailCertificateTests {

    private static final TestCertificates CERTIFICATES = new TestCertificates();

    private final CommsFixture comms = new CommsFixture();
    private final FakeSmtpServer played = new FakeSmtpServer();

    @AfterEach
    void theServerGoes() {
        played.close();
    }

    @Test
    void aServerWithTheRightCertificateGetsThePage() {
        played.offersTls(CERTIFICATES.server(Shown.RIGHT));

        assertThat(mail().deliver(page())).isEqualTo(new Delivered("mail"));
        assertThat(played.taken).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void aServerThatShowsAnotherOneGetsNothingAndThePageIsTriedAgain(Shown shown) {
        played.offersTls(CERTIFICATES.server(shown));
        var mail = mail();

        assertThatThrownBy(() -> mail.deliver(page())).isInstanceOf(MailException.class);

        assertThat(played.taken).isEmpty();
        assertThat(comms.refused().why(RITA.mail())).isEmpty();
        played.offersTls(CERTIFICATES.server(Shown.RIGHT));
        assertThat(mail.deliver(page())).isInstanceOf(Delivered.class);
    }

    /** As an operator sets it: {@code spring.mail.properties.mail.smtp.starttls.enable=true}. */
    private Channel mail() {
        var sender = MailChannelFixture.sender(played.port());
        sender.setHost("localhost");
        sender.getJavaMailProperties().setProperty("mail.smtp.starttls.enable", "true");
        sender.getJavaMailProperties()
                .put("mail.smtp.ssl.socketFactory", CERTIFICATES.client().getSocketFactory());
        return MailChannelFixture.mail(comms, sender);
    }

    private Announcement page() {
        return new Announcement(new NotificationKey(comms.incident, "page-1.task-7", true), RITA, "s", "t");
    }
}
