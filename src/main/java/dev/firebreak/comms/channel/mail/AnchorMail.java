package dev.firebreak.comms.channel.mail;

import dev.firebreak.access.AuditAnchored;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage.RecipientType;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * Mails the head of the audit log to {@code firebreak.audit.mail}, at most once an hour: a mailbox elsewhere is out of
 * reach for an attacker of this node.
 */
@Component
class AnchorMail {

    private static final Logger LOG = LoggerFactory.getLogger(AnchorMail.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final ObjectProvider<JavaMailSender> sender;
    private final MailSettings settings;
    private final String address;
    private Instant last = Instant.EPOCH;

    AnchorMail(
            ObjectProvider<JavaMailSender> sender,
            MailSettings settings,
            @Value("${firebreak.audit.mail:}") String address) {
        this.sender = sender;
        this.settings = settings;
        this.address = address;
    }

    @EventListener
    synchronized void send(AuditAnchored anchor) {
        var server = sender.getIfAvailable();
        if (address.isBlank() || server == null || anchor.at().isBefore(last.plus(EVERY))) {
            return;
        }
        try {
            var mail = server.createMimeMessage();
            mail.setFrom(settings.sender());
            mail.setRecipients(RecipientType.TO, address);
            mail.setSubject("Firebreak audit: " + anchor.size() + " rows", "UTF-8");
            mail.setText(
                    "At %s the audit log has %d rows with the root%n%n%s%n%nKeep this mail: it proves later that none of these rows was changed.%n"
                            .formatted(anchor.at(), anchor.size(), anchor.root()),
                    "UTF-8");
            server.send(mail);
            last = anchor.at();
        } catch (MessagingException | MailException e) {
            LOG.warn("The head of the audit log can't be mailed to firebreak.audit.mail: {}", e.toString());
        }
    }
}
