package dev.firebreak.comms.channel.mail;

import dev.firebreak.text.Text;
import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * Finds a server's permanent refusal (5xx) of a recipient or a message in an exception. Refused logins and senders
 * don't count: they are configuration errors, and the page is retried until the operator has corrected them.
 */
final class SmtpRefusal {

    private static final int PERMANENT = 500;
    private static final int LIMIT = 300;

    private SmtpRefusal() {}

    /** The refusal's text; empty if a retry may help. */
    static Optional<String> in(MailException trouble) {
        Deque<Throwable> open = new ArrayDeque<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        push(open, trouble);
        if (trouble instanceof MailSendException sending) {
            sending.getFailedMessages().values().forEach(failure -> push(open, failure));
        }
        while (!open.isEmpty()) {
            var next = open.pop();
            if (!seen.add(next)) {
                continue;
            }
            if (code(next) >= PERMANENT) {
                return Optional.of(Text.shown(String.valueOf(next.getMessage()), LIMIT));
            }
            push(open, next.getCause());
            if (next instanceof MessagingException chained) {
                push(open, chained.getNextException());
            }
        }
        return Optional.empty();
    }

    private static int code(Throwable failure) {
        if (failure instanceof SMTPAddressFailedException address) {
            return address.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException send && isAboutTheMessage(send) ? send.getReturnCode() : 0;
    }

    private static boolean isAboutTheMessage(SMTPSendFailedException failure) {
        var command = String.valueOf(failure.getCommand());
        return command.equals(".") || command.startsWith("DATA") || command.startsWith("RCPT");
    }

    private static void push(Deque<Throwable> open, Throwable failure) {
        if (failure != null) {
            open.push(failure);
        }
    }
}
