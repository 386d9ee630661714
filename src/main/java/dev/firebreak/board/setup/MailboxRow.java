package dev.firebreak.board.setup;

import dev.firebreak.alert.mailbox.MailboxStatus.IgnoredMail;
import dev.firebreak.alert.mailbox.MailboxStatus.Mailbox;
import dev.firebreak.board.page.Moment;
import java.time.Instant;
import java.util.List;

/**
 * A mailbox on the setup page.
 *
 * @param looked when it was read last, or null
 * @param failure why it could not be read since, or null
 */
record MailboxRow(String source, Moment looked, String failure, List<IgnoredRow> ignored) {

    static MailboxRow of(Mailbox box, Instant now) {
        return new MailboxRow(
                box.source(),
                Moment.of(box.lookedAt(), now),
                box.failure(),
                box.ignored().stream().map(mail -> IgnoredRow.of(mail, now)).toList());
    }

    boolean hasIgnored() {
        return !ignored.isEmpty();
    }

    /** A mail that was no report. */
    record IgnoredRow(String sender, String subject, Moment at, String why) {

        static IgnoredRow of(IgnoredMail mail, Instant now) {
            return new IgnoredRow(mail.sender(), mail.subject(), Moment.of(mail.at(), now), mail.why());
        }
    }
}
