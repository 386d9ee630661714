package dev.firebreak.comms.channel.mail;

import dev.firebreak.comms.channel.Announcement;
import dev.firebreak.comms.channel.PlainMail;
import dev.firebreak.text.Text;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;

/** Turns an announcement into a mail. Every header value is either fixed or sanitised here (guarantees.md E6, D13). */
class MimeMessageWriter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int NAME = 80;
    private static final int SUBJECT = 200;

    private final MailSettings settings;

    MimeMessageWriter(MailSettings settings) {
        this.settings = settings;
    }

    MimeMessage write(MimeMessage mail, Announcement announcement, Instant at)
            throws MessagingException, UnsupportedEncodingException {
        var to = announcement.to();
        mail.setFrom(settings.sender());
        mail.setRecipient(RecipientType.TO, new InternetAddress(to.mail(), header(to.name(), NAME), UTF_8));
        mail.setSubject(header(announcement.subject(), SUBJECT), UTF_8);
        mail.setText(announcement.text(), UTF_8);
        mail.setSentDate(Date.from(at));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        identify(mail, announcement);
        return mail;
    }

    /** As {@link #write(MimeMessage, Announcement, Instant)}, with a way out that mail programs offer (RFC 2369, 8058). */
    MimeMessage write(MimeMessage mail, PlainMail plain, Instant at) throws MessagingException {
        mail.setFrom(settings.sender());
        mail.setRecipient(RecipientType.TO, new InternetAddress(plain.to()));
        mail.setSubject(header(plain.subject(), SUBJECT), UTF_8);
        mail.setText(plain.text(), UTF_8);
        mail.setSentDate(Date.from(at));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("Message-ID", "<%s@firebreak>".formatted(idPart(plain.id())));
        if (plain.unsubscribe() != null) {
            mail.setHeader("Precedence", "bulk");
            mail.setHeader("List-Unsubscribe", "<" + plain.unsubscribe().toASCIIString() + ">");
            mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return mail;
    }

    /** All tries of one delivery have the same Message-ID; all mails of one incident form one thread. */
    private static void identify(MimeMessage mail, Announcement announcement) throws MessagingException {
        var key = announcement.key();
        var thread = "<%s@firebreak>".formatted(key.incident());
        mail.setHeader(
                "Message-ID",
                "<%s.%s.%s@firebreak>"
                        .formatted(
                                key.incident(),
                                idPart(key.message()),
                                idPart(announcement.to().id())));
        mail.setHeader("In-Reply-To", thread);
        mail.setHeader("References", thread);
        mail.setHeader("X-Firebreak-Incident", key.incident().value());
        if (key.urgent()) {
            mail.setHeader("X-Priority", "1");
            mail.setHeader("Importance", "high");
        }
    }

    /** Breaks up "=?", which mail clients would decode; the mail library encodes the rest. */
    private static String header(String raw, int limit) {
        return Text.shown(raw, limit).replace("=?", "= ?");
    }

    /** A part of a Message-ID. Text with other characters becomes hex, so that different texts stay different. */
    private static String idPart(String raw) {
        return raw.matches("[A-Za-z0-9.-]{1,80}")
                ? raw
                : "x" + HexFormat.of().formatHex(raw.getBytes(StandardCharsets.UTF_8));
    }
}
