package dev.firebreak.alert.mailbox;

import jakarta.mail.Address;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.StoreClosedException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.angus.mail.iap.ConnectionException;

/** Reads a mail, whatever is in it: what can't be read is said in its text, so that the report is not lost. */
final class MailReader {

    private static final int MOST_TEXT = 16 * 1024;
    private static final int DEEPEST = 8;
    private static final int MOST_PARTS = 50;
    private static final int MOST_VALUES = 20;
    private static final List<String> HEADERS = List.of(
            "Auto-Submitted",
            "Precedence",
            "Return-Path",
            "Content-Type",
            "In-Reply-To",
            "References",
            "X-Autoreply",
            "X-Autorespond",
            "X-Firebreak-Incident");

    private int parts;

    private MailReader() {}

    /** Throws MessagingException only if the server does not answer. */
    static IncomingMail read(long uid, Message message, Instant now) throws MessagingException {
        return new MailReader().mail(uid, message, now);
    }

    private IncomingMail mail(long uid, Message message, Instant now) throws MessagingException {
        var received = or(message::getReceivedDate, null);
        return new IncomingMail(
                uid,
                or(() -> sender(message.getFrom()), ""),
                or(() -> first(message, "Message-ID"), ""),
                or(() -> Optional.ofNullable(message.getSubject()).orElse(""), ""),
                instant(or(message::getSentDate, null)),
                received == null ? now : received.toInstant(),
                headers(message),
                or(() -> text(message, 0).orElse(""), "(the text of this mail can't be read)"));
    }

    private interface Reading<T> {
        T read() throws MessagingException, IOException;
    }

    /** A mail may be broken in any place; a connection that is gone is another matter. */
    private static <T> T or(Reading<T> reading, T otherwise) throws MessagingException {
        try {
            return reading.read();
        } catch (MessagingException e) {
            if (isOfConnection(e)) {
                throw e;
            }
            return otherwise;
        } catch (IOException | RuntimeException e) {
            if (isOfConnection(e)) {
                throw new MessagingException("the server does not answer", new IOException(e));
            }
            return otherwise;
        }
    }

    static boolean isOfConnection(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException
                    || cause instanceof FolderClosedException
                    || cause instanceof StoreClosedException
                    || cause instanceof SocketException
                    || cause instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    private static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    private static String sender(Address[] from) {
        return from != null && from.length == 1 && from[0] instanceof InternetAddress one && one.getAddress() != null
                ? one.getAddress()
                : "";
    }

    private static String first(Message message, String name) throws MessagingException {
        var values = message.getHeader(name);
        return values == null || values.length == 0 ? "" : values[0];
    }

    private static Map<String, List<String>> headers(Message message) throws MessagingException {
        var headers = new HashMap<String, List<String>>();
        for (var name : HEADERS) {
            var values = or(() -> message.getHeader(name), null);
            if (values != null) {
                headers.put(
                        name.toLowerCase(Locale.ROOT),
                        List.of(values).subList(0, Math.min(values.length, MOST_VALUES)));
            }
        }
        return headers;
    }

    /** The first plain text, else the first HTML without its marks. */
    private Optional<String> text(Part part, int depth) throws MessagingException, IOException {
        var plain = find(part, "text/plain", depth);
        if (plain.isPresent()) {
            return plain;
        }
        parts = 0;
        return find(part, "text/html", depth).map(PlainText::ofHtml);
    }

    private Optional<String> find(Part part, String type, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST || ++parts > MOST_PARTS || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return Optional.empty();
        }
        if (part.isMimeType(type)) {
            return Optional.of(head(part));
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart many) {
            for (var n = 0; n < Math.min(many.getCount(), MOST_PARTS); n++) {
                var found = find(many.getBodyPart(n), type, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String head(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readNBytes(MOST_TEXT), charset(part));
        }
    }

    private static Charset charset(Part part) {
        try {
            var type = new ContentType(part.getContentType());
            var name = type.getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (MessagingException | IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
