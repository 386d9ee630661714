package dev.firebreak.comms.channel.mail;

import dev.firebreak.comms.channel.Announcement;
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

/** Turns an announcement into a mail. Every header value is ours, or made harmless here (guarantees.md E6, D13). */
class MimeMessageWriter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final int NAME = 80;
    private static final int SUBJECT = 200;

    private final MailSettings settings;

    MimeMessageWriter(MailSettings settings) {
        this.settings = settings;
    }

    MimeMessage dress(MimeMessage mail, Announcement announcement, Instant at)
            throws MessagingException, UnsupportedEncodingException {
        var to = announcement.to();
        mail.setFrom(settings.sender());
        mail.setRecipient(RecipientType.TO, new InternetAddress(to.mail(), header(to.name(), NAME), UTF_8));
        mail.setSubject(header(announcement.subject(), SUBJECT), UTF_8);
        mail.setText(announcement.text(), UTF_8);
        mail.setSentDate(Date.from(at));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setHeader("X-Auto-Response-Suppress", "All");
        address(mail, announcement);
        return mail;
    }

    /** The same for every try of one delivery, and the mails of one incident hang together in people's inboxes. */
    private static void address(MimeMessage mail, Announcement announcement) throws MessagingException {
        var errand = announcement.key();
        var thread = "<%s@firebreak>".formatted(errand.incident());
        mail.setHeader(
                "Message-ID",
                "<%s.%s.%s@firebreak>"
                        .formatted(
                                errand.incident(),
                                word(errand.message()),
                                word(announcement.to().id())));
        mail.setHeader("In-Reply-To", thread);
        mail.setHeader("References", thread);
        mail.setHeader("X-Firebreak-Incident", errand.incident().value());
        if (errand.urgent()) {
            mail.setHeader("X-Priority", "1");
            mail.setHeader("Importance", "high");
        }
    }

    /** What would decode into something else than it shows is spelled apart; the rest is encoded by the mail library. */
    private static String header(String raw, int limit) {
        return Text.shown(raw, limit).replace("=?", "= ?");
    }

    /** A part of a Message-ID: letters, digits, dot and hyphen; anything else as hex, so that two never become one. */
    private static String word(String raw) {
        return raw.matches("[A-Za-z0-9.-]{1,80}")
                ? raw
                : "x" + HexFormat.of().formatHex(raw.getBytes(StandardCharsets.UTF_8));
    }
}
