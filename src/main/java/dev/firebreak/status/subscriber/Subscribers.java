package dev.firebreak.status.subscriber;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.RandomToken;
import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Repository of subscribers. */
@Repository
public class Subscribers {

    /** How long a link waits for its confirmation. */
    static final Duration UNCONFIRMED = Duration.ofDays(1);

    /** An address is asked to confirm at most once in this time. */
    private static final Duration ASKED_AGAIN = Duration.ofHours(6);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LISTED = 500;

    private final JdbcClient jdbc;
    private final SubscriberSettings settings;
    private final Clock clock;

    Subscribers(JdbcClient jdbc, SubscriberSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** A request for mails. Nobody learns whether the address was known, or whether a mail goes out. */
    @Transactional
    void ask(String address) {
        var now = clock.instant();
        var key = address.toLowerCase(Locale.ROOT);
        jdbc.sql("delete from status_subscriber where confirmed_at is null and asked_at < ?")
                .param(at(now.minus(UNCONFIRMED)))
                .update();
        if (count("asked_at > ?", at(now.minus(HOUR))) >= settings.asksPerHour()
                || count("asked_at < ?", at(now.plus(HOUR))) >= settings.most()) {
            return;
        }
        jdbc.sql("""
                        insert into status_subscriber (id, address, address_key, token, asked_at)
                        values (?, ?, ?, ?, ?) on conflict do nothing""")
                .params(UUID.randomUUID(), address, key, RandomToken.next(), at(now))
                .update();
        // A mail that was lost can be asked for again, but not at once.
        var asksAgain = jdbc.sql("update status_subscriber set asked_at = ?"
                        + " where address_key = ? and confirmed_at is null and asked_at < ?")
                .params(at(now), key, at(now.minus(ASKED_AGAIN)))
                .update();
        jdbc.sql("""
                        insert into status_mail (subscriber_id, post, created_at, due_at)
                        select id, 0, asked_at, asked_at from status_subscriber
                        where address_key = ? and confirmed_at is null and (asked_at = ? or ? > 0)
                        on conflict do nothing""").params(key, at(now), asksAgain).update();
    }

    private long count(String condition, Object value) {
        return jdbc.sql("select count(*) from status_subscriber where " + condition)
                .param(value)
                .query(Long.class)
                .single();
    }

    Optional<Subscriber> find(String token) {
        return jdbc.sql(
                        "select * from status_subscriber where token = ? and (confirmed_at is not null or asked_at > ?)")
                .params(token, at(clock.instant().minus(UNCONFIRMED)))
                .query(Subscribers::subscriber)
                .optional();
    }

    /** Confirms; twice is harmless. */
    void confirm(String token) {
        jdbc.sql(
                        "update status_subscriber set confirmed_at = ? where token = ? and confirmed_at is null and asked_at > ?")
                .params(at(clock.instant()), token, at(clock.instant().minus(UNCONFIRMED)))
                .update();
    }

    /** Forgets the address and what waits for it. */
    void remove(String token) {
        jdbc.sql("delete from status_subscriber where token = ?").param(token).update();
    }

    /** As {@link #remove(String)}, by an administrator. Returns the address, or empty if it is gone already. */
    @Transactional
    public Optional<String> remove(UUID id) {
        var address = jdbc.sql("select address from status_subscriber where id = ?")
                .param(id)
                .query(String.class)
                .optional();
        jdbc.sql("delete from status_subscriber where id = ?").param(id).update();
        return address;
    }

    /** The newest, at most {@value #LISTED}, whose address contains the text. */
    public List<Subscriber> list(String text) {
        return jdbc.sql("select * from status_subscriber where address_key like ? escape '!'"
                        + " order by asked_at desc, id limit " + LISTED)
                .param(Text.likePattern(text.toLowerCase(Locale.ROOT)))
                .query(Subscribers::subscriber)
                .list();
    }

    /** How many get mails. */
    public long confirmed() {
        return jdbc.sql("select count(*) from status_subscriber where confirmed_at is not null")
                .query(Long.class)
                .single();
    }

    private static Subscriber subscriber(ResultSet row, int n) throws SQLException {
        return new Subscriber(
                row.getObject("id", UUID.class),
                row.getString("address"),
                instant(row, "asked_at"),
                instant(row, "confirmed_at"));
    }
}
