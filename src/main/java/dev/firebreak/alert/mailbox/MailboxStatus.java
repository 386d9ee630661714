package dev.firebreak.alert.mailbox;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** How the reading of mailboxes goes, for people. */
@Component
public class MailboxStatus {

    private static final int LISTED = 10;

    private final MailboxSettings settings;
    private final MailPositions positions;

    MailboxStatus(MailboxSettings settings, MailPositions positions) {
        this.settings = settings;
        this.positions = positions;
    }

    /** A mail that was no report. */
    public record IgnoredMail(String sender, String subject, Instant at, String why) {}

    /**
     * A mailbox.
     *
     * @param source the name of the source that its reports come from
     * @param lookedAt when the last look ended well, or null
     * @param failure why the last look did not, or null
     * @param ignored the last mails that were no reports, the newest first
     */
    public record Mailbox(String source, Instant lookedAt, String failure, List<IgnoredMail> ignored) {}

    /** By the names of the sources. */
    public List<Mailbox> all() {
        return settings.mailboxes().keySet().stream()
                .sorted()
                .map(source -> positions
                        .find(source)
                        .map(position -> new Mailbox(
                                source, position.lookedAt(), position.failure(), positions.ignored(source, LISTED)))
                        .orElseGet(() -> new Mailbox(source, null, null, List.of())))
                .toList();
    }

    /** Those whose last look failed. */
    public List<Mailbox> failing() {
        return settings.mailboxes().isEmpty()
                ? List.of()
                : all().stream().filter(mailbox -> mailbox.failure() != null).toList();
    }
}
