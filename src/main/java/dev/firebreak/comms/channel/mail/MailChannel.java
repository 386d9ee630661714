package dev.firebreak.comms.channel.mail;

import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.Channel;
import dev.firebreak.comms.channel.DeliveryResult;
import dev.firebreak.comms.delivery.RefusedAddresses;
import jakarta.mail.MessagingException;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Sends mail to people. Ready if {@code spring.mail.host} is set. */
@Component
@Order(1)
class MailChannel implements Channel {

    private static final Logger LOG = LoggerFactory.getLogger(MailChannel.class);

    private final Optional<JavaMailSender> sender;
    private final MimeMessageWriter writer;
    private final RefusedAddresses refused;
    private final Clock clock;

    MailChannel(ObjectProvider<JavaMailSender> sender, MailSettings settings, RefusedAddresses refused, Clock clock) {
        this.sender = Optional.ofNullable(sender.getIfAvailable());
        this.writer = new MimeMessageWriter(settings);
        this.refused = refused;
        this.clock = clock;
        this.sender.ifPresent(MailTimeouts::putOn);
        MailStreams.name();
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public boolean reaches(Contact to) {
        return to.isPerson();
    }

    @Override
    public Optional<String> missing() {
        return sender.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "set spring.mail.host and spring.mail.port to a mail server (and firebreak.comms.mail.from)");
    }

    @Override
    public DeliveryResult deliver(Announcement announcement) {
        var address = announcement.to().mail();
        if (!MailAddress.isUsable(address)) {
            return new DeliveryResult.Refused(name(), "no usable mail address in the catalogue");
        }
        try {
            send(announcement);
        } catch (MailException failure) {
            return refusal(address, failure);
        }
        refused.clear(address);
        return new DeliveryResult.Delivered(name());
    }

    private void send(Announcement announcement) {
        var server = sender.orElseThrow();
        try {
            server.send(writer.write(server.createMimeMessage(), announcement, clock.instant()));
        } catch (MessagingException | UnsupportedEncodingException unwritable) {
            throw new MailPreparationException(unwritable);
        }
    }

    /** A permanent refusal marks the address. A temporary one is thrown again, so that the worker retries. */
    private DeliveryResult refusal(String address, MailException failure) {
        var reason = SmtpRefusal.in(failure).orElseThrow(() -> failure);
        LOG.warn("mail to {} refused permanently: {}", address, reason);
        refused.mark(address, reason);
        return new DeliveryResult.Refused(name(), reason);
    }
}
