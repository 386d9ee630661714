package dev.firebreak.status.subscriber;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Repository of the mails that wait for subscribers. A node that dies loses none; a mail comes twice at most then. */
@Repository
class StatusMails {

    /**
     * A mail to send.
     *
     * @param post the number of the post; 0 asks to confirm
     * @param incident null for a mail that asks to confirm
     */
    record Waiting(
            long number,
            UUID subscriber,
            String address,
            String token,
            long post,
            String incident,
            String service,
            String status,
            String text,
            int attempts,
            Instant createdAt) {}

    /** What came of the mails of a post. */
    record Ended(long post, String incident, int sent, int failed) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    StatusMails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Makes the mails of new posts, for who had confirmed by then. What became members-only since makes none. */
    @Transactional
    void makeNew() {
        var posts = jdbc.sql("""
                        select p.number from status_post p where p.mailed_at is null order by p.number limit 20""").query(Long.class).list();
        for (var post : posts) {
            jdbc.sql("""
                            insert into status_mail (subscriber_id, post, created_at, due_at)
                            select s.id, p.number, p.posted_at, p.posted_at from status_subscriber s
                            join status_post p on p.number = ?
                            where s.confirmed_at is not null and s.confirmed_at <= p.posted_at
                            and not exists (select 1 from members_only m where m.incident_id = p.incident_id)
                            order by s.confirmed_at on conflict do nothing""").param(post).update();
            jdbc.sql("update status_post set mailed_at = ? where number = ?")
                    .params(at(clock.instant()), post)
                    .update();
        }
    }

    /** Takes the next mail that is due: those that ask to confirm first, as somebody waits for them. */
    @Transactional
    Optional<Waiting> claim(Duration lease) {
        var now = clock.instant();
        var next =
                jdbc.sql("""
                        select m.number, m.post, m.attempts, m.created_at, s.id, s.address, s.token,
                          p.incident_id, p.status, p.body, i.service
                        from status_mail m join status_subscriber s on s.id = m.subscriber_id
                        left join status_post p on p.number = m.post
                        left join incident i on i.id = p.incident_id
                        where m.due_at <= :now and (m.locked_until is null or m.locked_until < :now)
                        and not exists (select 1 from members_only h where h.incident_id = p.incident_id)
                        order by case when m.post = 0 then 0 else 1 end, m.due_at, m.number limit 1""").param("now", at(now)).query(StatusMails::waiting).optional();
        return next.filter(mail -> jdbc.sql("update status_mail set locked_until = ? where number = ?"
                                + " and (locked_until is null or locked_until < ?)")
                        .params(at(now.plus(lease)), mail.number(), at(now))
                        .update()
                == 1);
    }

    /** Ends a mail and counts it. */
    @Transactional
    void settle(Waiting mail, boolean isSent) {
        var isFirst = jdbc.sql("delete from status_mail where number = ?")
                        .param(mail.number())
                        .update()
                == 1;
        if (isFirst && mail.post() > 0) {
            var column = isSent ? "mails_sent" : "mails_failed";
            jdbc.sql("update status_post set " + column + " = " + column + " + 1 where number = ?")
                    .param(mail.post())
                    .update();
        }
    }

    void retry(Waiting mail, Instant next) {
        jdbc.sql("update status_mail set due_at = ?, locked_until = null, attempts = attempts + 1 where number = ?")
                .params(at(next), mail.number())
                .update();
    }

    /** Posts whose mails are all settled, each once. */
    @Transactional
    List<Ended> ended() {
        return jdbc
                .sql("""
                        select number, incident_id, mails_sent, mails_failed from status_post p
                        where mailed_at is not null and not mails_settled
                        and not exists (select 1 from status_mail m where m.post = p.number)""")
                .query((row, n) -> new Ended(
                        row.getLong("number"),
                        row.getString("incident_id"),
                        row.getInt("mails_sent"),
                        row.getInt("mails_failed")))
                .list()
                .stream()
                .filter(one ->
                        jdbc.sql("update status_post set mails_settled = true where number = ? and not mails_settled")
                                        .param(one.post())
                                        .update()
                                == 1)
                .toList();
    }

    /** What became members-only while it waited is not sent. */
    @Transactional
    void forgetHidden() {
        jdbc.sql("""
                        delete from status_mail where post in (select p.number from status_post p
                        join members_only m on m.incident_id = p.incident_id)""").update();
    }

    private static Waiting waiting(ResultSet row, int n) throws SQLException {
        return new Waiting(
                row.getLong("number"),
                row.getObject("id", UUID.class),
                row.getString("address"),
                row.getString("token"),
                row.getLong("post"),
                row.getString("incident_id"),
                row.getString("service"),
                row.getString("status"),
                row.getString("body"),
                row.getInt("attempts"),
                instant(row, "created_at"));
    }
}
