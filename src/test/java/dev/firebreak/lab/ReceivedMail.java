package dev.firebreak.lab;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A received mail. */
record ReceivedMail(String id, String to, String text) {

    private static final Pattern LINK = Pattern.compile("(/ack/[A-Za-z0-9_-]{43})\\b");

    /** The pages of one level of one incident. */
    static List<ReceivedMail> pages(Stream<String> mails, String incident, int level) {
        return all(mails)
                .filter(mail -> mail.id().startsWith("<" + incident + ".page-" + level + "."))
                .toList();
    }

    static Stream<ReceivedMail> all(Stream<String> mails) {
        return mails.map(ReceivedMail::parsed);
    }

    String acknowledgeLink() {
        var link = LINK.matcher(text);
        if (!link.find()) {
            throw new AssertionError("no acknowledge link in " + text);
        }
        return link.group(1);
    }

    private static ReceivedMail parsed(String raw) {
        try {
            var mail = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
            return new ReceivedMail(
                    mail.getMessageID(),
                    mail.getAllRecipients()[0].toString(),
                    mail.getContent().toString());
        } catch (MessagingException | IOException unreadable) {
            throw new AssertionError("not a mail: " + raw, unreadable);
        }
    }
}
