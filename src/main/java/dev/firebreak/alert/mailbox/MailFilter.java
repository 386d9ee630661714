package dev.firebreak.alert.mailbox;

import dev.firebreak.alert.mailbox.MailboxSettings.Account;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which mails are no reports: those of strangers, those that a program answered by itself (RFC 3834), bounces (RFC
 * 3464), and Firebreak's own with all answers to them, so that no loop forms.
 */
final class MailFilter {

    /** How Firebreak's own Message-IDs end, and the header of its mails. */
    private static final String OWN_ID = "@firebreak>";

    private static final String OWN = "x-firebreak-incident";
    private static final Set<String> ROBOTS = Set.of("mailer-daemon", "postmaster");

    private final String own;

    /** @param own the address of Firebreak's own mails; may be empty */
    MailFilter(String own) {
        this.own = own.toLowerCase(Locale.ROOT);
    }

    /** Why the mail is no report; empty if it is one. */
    Optional<String> ignored(IncomingMail mail, Account account) {
        var from = mail.from().toLowerCase(Locale.ROOT);
        if (from.isEmpty()) {
            return Optional.of("it has no sender, or several");
        }
        if (mail.has(OWN) || from.equals(own)) {
            return Optional.of("it is Firebreak's own");
        }
        if (isAnswerToOwn(mail)) {
            return Optional.of("it answers a mail of Firebreak: answer on the incident's page");
        }
        if (isBounce(mail, from)) {
            return Optional.of("it is a bounce");
        }
        if (isAutomaticAnswer(mail)) {
            return Optional.of("a program answered by itself");
        }
        return account.allows(from) ? Optional.empty() : Optional.of("its sender is not allowed");
    }

    private static boolean isAnswerToOwn(IncomingMail mail) {
        return Stream.of("in-reply-to", "references")
                .flatMap(name -> mail.headers().getOrDefault(name, List.of()).stream())
                .anyMatch(value -> value.contains(OWN_ID));
    }

    private static boolean isBounce(IncomingMail mail, String from) {
        return mail.header("return-path").equals("<>")
                || mail.header("content-type").toLowerCase(Locale.ROOT).startsWith("multipart/report")
                || ROBOTS.contains(from.substring(0, Math.max(0, from.indexOf('@'))));
    }

    private static boolean isAutomaticAnswer(IncomingMail mail) {
        var submitted = mail.header("auto-submitted").toLowerCase(Locale.ROOT);
        var precedence = mail.header("precedence").toLowerCase(Locale.ROOT);
        return submitted.startsWith("auto-replied")
                || precedence.equals("auto_reply")
                || mail.has("x-autoreply")
                || mail.has("x-autorespond")
                || precedence.equals("bulk") && mail.has("in-reply-to");
    }
}
