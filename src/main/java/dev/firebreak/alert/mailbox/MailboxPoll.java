package dev.firebreak.alert.mailbox;

import static dev.firebreak.database.DatabaseBulkhead.PAGING;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.access.AlertSource;
import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.journal.AlertPayload;
import dev.firebreak.alert.mailbox.MailPositions.Position;
import dev.firebreak.alert.mailbox.MailboxSettings.Account;
import dev.firebreak.alert.pipeline.IngestQueue;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeTrouble;
import dev.firebreak.text.Text;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Looks into each mailbox and hands its new mails to intake, one after the other: first the report is on disk, then the
 * position moves. A node that dies in between leaves the mail to the next look, whose report has the same key and start,
 * so nothing is lost and nothing comes twice. Of several nodes one looks.
 */
@Component
class MailboxPoll implements BackgroundWork {

    /** Longer than a server may take for one mail. */
    private static final Duration LEASE = Duration.ofMinutes(3);

    private static final Duration TOLD_AFTER = Duration.ofMinutes(15);
    private static final int MOST_AT_ONCE = 100;
    private static final int SUBJECT = 300;
    private static final int TEXT = 4_000;
    private static final long ANSWER_SECONDS = 30;

    private static final Logger log = LoggerFactory.getLogger(MailboxPoll.class);

    private final MailboxSettings settings;
    private final MailPositions positions;
    private final Secrets secrets;
    private final DefaultSeverities severities;
    private final AlertFormats formats;
    private final IngestQueue queue;
    private final ObjectMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final MailFilter filter;
    private final String node;
    private final List<BackgroundLoop> loops = new ArrayList<>();

    MailboxPoll(
            MailboxSettings settings,
            MailPositions positions,
            Secrets secrets,
            DefaultSeverities severities,
            AlertFormats formats,
            IngestQueue queue,
            ObjectMapper json,
            ApplicationEventPublisher events,
            Clock clock,
            NodeName name,
            @Value("${firebreak.comms.mail.from:}") String own) {
        this.settings = settings;
        this.positions = positions;
        this.secrets = secrets;
        this.severities = severities;
        this.formats = formats;
        this.queue = queue;
        this.json = json;
        this.events = events;
        this.clock = clock;
        this.node = name + " " + UUID.randomUUID();
        this.filter = new MailFilter(address(own));
        // Each has a thread of its own: a server that hangs delays no other mailbox.
        settings.mailboxes()
                .forEach((source, account) -> loops.add(new BackgroundLoop(
                        PAGING, "mailbox-" + source, settings.every(), () -> look(source, account))));
    }

    private static String address(String own) {
        try {
            return own.isBlank() ? "" : new InternetAddress(own).getAddress();
        } catch (AddressException e) {
            return "";
        }
    }

    /** Looks once, if no other node does. */
    void look(String source, Account account) {
        var now = clock.instant();
        if (!positions.lease(source, node, now, now.plus(LEASE))) {
            return;
        }
        var position = positions.find(source).orElseThrow();
        try (var mailbox = ImapMailbox.open(account, secrets.reveal(account.password()), settings.timeout())) {
            read(source, account, mailbox, begin(source, mailbox, position));
            positions.looked(source, clock.instant(), null);
        } catch (MessagingException | RuntimeException e) {
            failed(source, position, e);
        } finally {
            positions.release(source, node, clock.instant());
        }
    }

    private void failed(String source, Position before, Exception e) {
        var why = secrets.mask(Text.preview(String.valueOf(e.getMessage()), SUBJECT));
        log.warn("Mailbox {} can't be read: {}", source, why);
        positions.looked(source, clock.instant(), why);
        var since = before.lookedAt() == null ? before.since() : before.lookedAt();
        if (Duration.between(since, clock.instant()).compareTo(TOLD_AFTER) > 0) {
            events.publishEvent(new NodeTrouble(
                    "mailbox-unread",
                    "mailbox " + source,
                    "Reports by mail are not read",
                    "The mailbox of source " + source + " can't be read since " + since + ": " + why));
        }
    }

    /** Where to begin: after what there is at the first look; after a new UIDVALIDITY at the first mail. */
    private Position begin(String source, ImapMailbox mailbox, Position position) throws MessagingException {
        var validity = mailbox.uidValidity();
        if (position.uidValidity() != null && position.uidValidity() == validity) {
            return position;
        }
        if (position.uidValidity() != null) {
            log.warn(
                    "Mailbox {} was made again (UIDVALIDITY): all its mails are looked at, known ones left out",
                    source);
        }
        var from = position.uidValidity() == null ? mailbox.newest() : 0;
        if (!positions.begin(source, node, validity, from)) {
            throw new IllegalStateException("another node looks into it now");
        }
        return new Position(validity, from, position.since(), position.lookedAt(), null);
    }

    private void read(String source, Account account, ImapMailbox mailbox, Position position)
            throws MessagingException {
        for (var entry : mailbox.after(position.lastUid(), MOST_AT_ONCE)) {
            var now = clock.instant();
            if (!positions.lease(source, node, now, now.plus(LEASE))) {
                return;
            }
            if (entry.isTooLarge()) {
                log.warn("A mail of mailbox {} (UID {}) is too large and was not read", source, entry.uid());
                positions.done(source, node, tooLarge(entry), "it is larger than 25 MB", now);
                continue;
            }
            var mail = entry.read(now);
            if (mail.receivedAt().isBefore(position.since().minus(LEASE)) || positions.isDone(source, mail.hash())) {
                positions.passed(source, node, mail.uid());
                continue;
            }
            var ignored = filter.ignored(mail, account);
            if (ignored.isEmpty()) {
                take(source, account, mail);
            } else {
                log.info(
                        "A mail from {} to mailbox {} is no report: {}",
                        Text.preview(mail.from(), SUBJECT),
                        source,
                        ignored.get());
            }
            positions.done(source, node, mail, ignored.orElse(""), now);
        }
    }

    private IncomingMail tooLarge(ImapMailbox.Entry entry) {
        var now = clock.instant();
        return new IncomingMail(entry.uid(), "", "large-" + entry.uid() + "-" + now, "", now, now, Map.of(), "");
    }

    /** Returns when the report is on disk. */
    private void take(String source, Account account, IncomingMail mail) {
        var sender = new AlertSource(source, severities.defaultSeverity(source));
        var payload = AlertPayload.read(sender, formats.get("firebreak"), clock.instant(), body(account, mail));
        try {
            queue.take(payload).get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Firebreak can't store reports now", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Firebreak is shutting down", e);
        }
    }

    /** An alert in our own JSON. The key that a mail names joins its reports; else each mail is one of its own. */
    private byte[] body(Account account, IncomingMail mail) {
        var words = mail.words();
        var alert = new TreeMap<String, Object>();
        alert.put("key", mail.hash());
        alert.put("name", "Mail");
        alert.put("summary", subject(mail));
        alert.put("description", Text.block("From " + mail.from() + "\n\n" + mail.text(), TEXT));
        alert.put("startsAt", mail.startsAt().toString());
        Optional.ofNullable(words.getOrDefault("service", account.service()))
                .ifPresent(service -> alert.put("service", service));
        Optional.ofNullable(words.get("severity")).ifPresent(word -> alert.put("severity", word));
        Optional.ofNullable(words.get("symptom")).ifPresent(word -> alert.put("symptom", word));
        var group = words.containsKey("key") ? "mail " + words.get("key") : "mail " + mail.hash();
        try {
            return json.writeValueAsBytes(Map.of("group", group, "alerts", List.of(alert)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written as JSON", e);
        }
    }

    private static String subject(IncomingMail mail) {
        return mail.subject().isBlank() ? "A mail without a subject" : Text.shown(mail.subject(), SUBJECT);
    }

    @Override
    public List<BackgroundLoop> loops() {
        return loops;
    }

    /** After the queue opens, and stopped before it closes. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }
}
