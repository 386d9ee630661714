package dev.firebreak.comms.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.AuditAnchored;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;

/** The head of the audit log as a mail: it proves later what the log held. */
@Tag("H15")
class AnchorMailTests {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final FakeSmtpServer played = new FakeSmtpServer();

    @AfterEach
    void theServerGoes() {
        played.close();
    }

    @Test
    void theHeadGoesToTheMailboxAtMostOnceAnHour() {
        var mail = mail("auditors@example.org", true);

        mail.send(new AuditAnchored(NOON, 10, "aa".repeat(32)));
        mail.send(new AuditAnchored(NOON.plus(Duration.ofMinutes(59)), 20, "bb".repeat(32)));
        mail.send(new AuditAnchored(NOON.plus(Duration.ofHours(1)), 30, "cc".repeat(32)));

        assertThat(played.taken).hasSize(2);
        assertThat(played.taken.get(0).recipients()).containsExactly("auditors@example.org");
        assertThat(played.taken.get(0).raw())
                .contains("Subject: Firebreak audit: 10 rows")
                .contains("At 2026-11-28T12:00:00Z the audit log has 10 rows with the root")
                .contains("aa".repeat(32));
        assertThat(played.taken.get(1).raw()).contains("30 rows").contains("cc".repeat(32));
    }

    @Test
    void aMailThatWasNotTakenDoesNotCountAndTheNextHeadIsMailed() {
        var mail = mail("auditors@example.org", true);
        played.answers("RCPT", "451 later");
        mail.send(new AuditAnchored(NOON, 10, "aa".repeat(32)));
        assertThat(played.taken).isEmpty();

        played.forgives();
        mail.send(new AuditAnchored(NOON.plusSeconds(1), 11, "bb".repeat(32)));

        assertThat(played.taken).hasSize(1);
    }

    @Test
    void withoutAnAddressOrAServerNothingIsMailed() {
        mail("", true).send(new AuditAnchored(NOON, 10, "aa".repeat(32)));
        mail("auditors@example.org", false).send(new AuditAnchored(NOON, 10, "aa".repeat(32)));

        assertThat(played.taken).isEmpty();
    }

    private AnchorMail mail(String address, boolean server) {
        var beans = new StaticListableBeanFactory();
        if (server) {
            beans.addBean("sender", MailChannelFixture.sender(played.port()));
        }
        return new AnchorMail(
                beans.getBeanProvider(JavaMailSender.class),
                new MailSettings("Firebreak <firebreak@example.org>"),
                address);
    }
}
