package dev.firebreak.comms.delivery;

import static dev.firebreak.database.Timestamps.at;
import static org.springframework.transaction.annotation.Propagation.REQUIRES_NEW;

import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mail addresses that a server refused permanently. The mark only warns people. Pages are still sent there, because one
 * try too many costs nothing, and a page that is not sent may cost the night. Each node reads the marks at most every
 * ten seconds before it removes one, since nearly all mail is accepted: the mark that another node has just set goes with
 * a later message.
 */
@Repository
@Transactional(propagation = REQUIRES_NEW)
public class RefusedAddresses {

    private static final Duration READ_EVERY = Duration.ofSeconds(10);

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile Marks marks = new Marks(Set.of(), Instant.MIN);

    private record Marks(Set<String> addresses, Instant readAt) {}

    RefusedAddresses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Marks the address as refused. */
    public void mark(String address, String why) {
        jdbc.sql("insert into refused_address (address, why, since) values (?, ?, ?) on conflict do nothing")
                .params(key(address), Text.shown(why, 500), at(clock.instant()))
                .update();
        marks = new Marks(Set.of(), Instant.MIN);
    }

    /** Removes the mark after the address was accepted. */
    public void clear(String address) {
        if (!marked().contains(key(address))) {
            return;
        }
        jdbc.sql("delete from refused_address where address = ?")
                .param(key(address))
                .update();
    }

    /** Why mail to this address was last refused; empty if it was accepted. */
    public Optional<String> why(String address) {
        return address == null
                ? Optional.empty()
                : jdbc.sql("select why from refused_address where address = ?")
                        .param(key(address))
                        .query(String.class)
                        .optional();
    }

    private Set<String> marked() {
        var known = marks;
        var now = clock.instant();
        if (now.isBefore(known.readAt()) || now.isAfter(known.readAt().plus(READ_EVERY))) {
            known = new Marks(
                    Set.copyOf(jdbc.sql("select address from refused_address")
                            .query(String.class)
                            .list()),
                    now);
            marks = known;
        }
        return known.addresses();
    }

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
