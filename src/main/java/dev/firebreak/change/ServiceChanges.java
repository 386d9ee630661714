package dev.firebreak.change;

import static dev.firebreak.database.Timestamps.at;
import static dev.firebreak.database.Timestamps.instant;

import dev.firebreak.text.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Repository of the changes of services. */
@Repository
public class ServiceChanges {

    /** How many are listed at once. */
    public static final int LISTED = 200;

    private static final int MAX_WORDS = 8;

    /** Rows that are deleted in one statement. */
    private static final int BATCH = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    ServiceChanges(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Keeps a change. A report that was kept before, such as one that is sent again, answers the change that it made.
     *
     * @throws dev.firebreak.web.FieldInvalid if a value is out of its bounds
     */
    @Transactional
    public ServiceChange keep(ChangeReport report, String sender) {
        var change = report.toChange(sender, clock.instant());
        var key = report.key(sender);
        jdbc.sql("""
                        insert into service_change
                        (id, change_key, service, what, who, happened_at, link, sender, received_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")
                .params(change.id(), key, change.service(), change.what(), change.who(), at(change.when()))
                .params(change.link(), change.sender(), at(change.receivedAt()))
                .update();
        return jdbc.sql("select * from service_change where change_key = ?")
                .param(key)
                .query(ServiceChanges::change)
                .single();
    }

    /** Changes of these services in a time, the newest first. */
    public List<ServiceChange> of(Collection<String> services, Instant from, Instant to, int limit) {
        if (services.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select * from service_change
                        where service in (:services) and happened_at >= :from and happened_at <= :to
                        order by happened_at desc, id limit :limit""")
                .param("services", services)
                .param("from", at(from))
                .param("to", at(to))
                .param("limit", limit)
                .query(ServiceChanges::change)
                .list();
    }

    /**
     * The newest changes, at most {@value #LISTED}.
     *
     * @param service empty for all
     * @param text words that all stand in what changed, who did it or the service's name; empty for all
     * @param before only earlier ones
     */
    public List<ServiceChange> list(String service, String text, Instant before) {
        var words = Stream.of(text.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .toList();
        var query = jdbc.sql("select * from service_change where (? = '' or service = ?) and happened_at < ?"
                        + " and lower(what || ' ' || who || ' ' || service) like ? escape '!'".repeat(words.size())
                        + " order by happened_at desc, id limit " + LISTED)
                .params(service, service, at(before));
        for (var word : words) {
            query = query.param(Text.likePattern(word));
        }
        return query.query(ServiceChanges::change).list();
    }

    /** Deletes what happened before; returns how many, of which there may be more. */
    int forget(Instant before) {
        return jdbc.sql("delete from service_change where id in"
                        + " (select id from service_change where happened_at < ? limit " + BATCH + ")")
                .param(at(before))
                .update();
    }

    private static ServiceChange change(ResultSet row, int n) throws SQLException {
        return new ServiceChange(
                row.getObject("id", UUID.class),
                row.getString("service"),
                row.getString("what"),
                row.getString("who"),
                instant(row, "happened_at"),
                row.getString("link"),
                row.getString("sender"),
                instant(row, "received_at"));
    }
}
