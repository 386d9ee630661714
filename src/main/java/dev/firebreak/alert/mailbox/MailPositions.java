package dev.firebreak.alert.mailbox;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.database.Lease;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** How far each mailbox is read, which node reads it, and what became of each mail. */
@Repository
class MailPositions {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final int WORD = 200;
    private static final int REASON = 300;

    private final JdbcClient jdbc;
    private final Lease lease;

    MailPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.lease = new Lease(jdbc, "mailbox_position", "mailbox", "lease_owner", "lease_until");
    }

    /**
     * How far a mailbox is read.
     *
     * @param uidValidity null before the first look
     */
    record Position(Long uidValidity, long lastUid, Instant since, Instant lookedAt, String failure) {}

    /** One node reads a mailbox. Answers whether it is this one, until that time. */
    @Transactional
    public boolean lease(String mailbox, String node, Instant now, Instant until) {
        jdbc.sql("insert into mailbox_position (mailbox, last_uid, since, lease_until) values (?, 0, ?, ?)"
                        + " on conflict do nothing")
                .params(mailbox, at(now), at(now))
                .update();
        return lease.take(mailbox, node, now, until);
    }

    /** Any node may look next. */
    @Transactional
    public void release(String mailbox, String node, Instant now) {
        lease.release(mailbox, node, now);
    }

    Optional<Position> find(String mailbox) {
        return jdbc.sql("select * from mailbox_position where mailbox = ?")
                .param(mailbox)
                .query(MailPositions::position)
                .optional();
    }

    /** Only the node with the lease moves the position. */
    @Transactional
    public boolean begin(String mailbox, String node, long uidValidity, long lastUid) {
        return jdbc.sql("update mailbox_position set uid_validity = ?, last_uid = ?"
                                + " where mailbox = ? and lease_owner = ?")
                        .params(uidValidity, lastUid, mailbox, node)
                        .update()
                == 1;
    }

    boolean isDone(String mailbox, String hash) {
        return jdbc.sql("select count(*) from mailbox_mail where mailbox = ? and mail_hash = ?")
                        .params(mailbox, hash)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Notes what became of the mail and moves on, in one transaction. */
    @Transactional
    public boolean done(String mailbox, String node, IncomingMail mail, String ignored, Instant now) {
        jdbc.sql("insert into mailbox_mail (mailbox, mail_hash, received_at, sender, subject, ignored)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        mailbox,
                        mail.hash(),
                        at(now),
                        Text.preview(mail.from(), WORD),
                        Text.preview(mail.subject(), REASON),
                        Text.preview(ignored, REASON))
                .update();
        jdbc.sql("delete from mailbox_mail where received_at < ?")
                .param(at(now.minus(KEPT)))
                .update();
        return passed(mailbox, node, mail.uid());
    }

    /** Moves on without a note. */
    @Transactional
    public boolean passed(String mailbox, String node, long uid) {
        return jdbc.sql(
                                "update mailbox_position set last_uid = ? where mailbox = ? and lease_owner = ? and last_uid < ?")
                        .params(uid, mailbox, node, uid)
                        .update()
                == 1;
    }

    @Transactional
    public void looked(String mailbox, Instant now, String failure) {
        jdbc.sql(
                        failure == null
                                ? "update mailbox_position set failure = null, looked_at = ? where mailbox = ?"
                                : "update mailbox_position set failure = ? where mailbox = ?")
                .params(failure == null ? at(now) : Text.preview(failure, 500), mailbox)
                .update();
    }

    /** The last mails that were no reports, the newest first. */
    List<MailboxStatus.IgnoredMail> ignored(String mailbox, int limit) {
        return jdbc.sql(
                        "select * from mailbox_mail where mailbox = ? and ignored <> '' order by received_at desc limit ?")
                .params(mailbox, limit)
                .query((row, n) -> new MailboxStatus.IgnoredMail(
                        row.getString("sender"),
                        row.getString("subject"),
                        instant(row, "received_at"),
                        row.getString("ignored")))
                .list();
    }

    private static Position position(ResultSet row, int n) throws SQLException {
        var validity = row.getLong("uid_validity");
        return new Position(
                row.wasNull() ? null : validity,
                row.getLong("last_uid"),
                instant(row, "since"),
                instant(row, "looked_at"),
                row.getString("failure"));
    }
}
