package dev.firebreak.comms.channel.mail;

import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.channel.PlainMail;
import dev.firebreak.comms.channel.PlainMails;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends mails to people outside by the same server as pages. A refused address is no trouble of the catalogue. */
@Component
class SmtpMails implements PlainMails {

    private static final String NAME = "mail";

    private final Optional<JavaMailSender> sender;
    private final MimeMessageWriter writer;
    private final Clock clock;

    SmtpMails(ObjectProvider<JavaMailSender> sender, MailSettings settings, Clock clock) {
        this.sender = Optional.ofNullable(sender.getIfAvailable());
        this.writer = new MimeMessageWriter(settings);
        this.clock = clock;
        this.sender.ifPresent(MailTimeouts::putOn);
    }

    @Override
    public Optional<String> missing() {
        return sender.isPresent() ? Optional.empty() : Optional.of("set spring.mail.host to a mail server");
    }

    @Override
    public boolean isUsable(String address) {
        return MailAddress.isUsable(address);
    }

    @Override
    public DeliveryResult send(PlainMail mail) {
        if (!MailAddress.isUsable(mail.to())) {
            return new DeliveryResult.Refused(NAME, "no usable mail address");
        }
        var server = sender.orElseThrow();
        try {
            server.send(writer.write(server.createMimeMessage(), mail, clock.instant()));
        } catch (MessagingException unwritable) {
            throw new MailPreparationException(unwritable);
        } catch (MailException failure) {
            return new DeliveryResult.Refused(NAME, SmtpRefusal.in(failure).orElseThrow(() -> failure));
        }
        return new DeliveryResult.Delivered(NAME);
    }
}
