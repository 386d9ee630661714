package dev.firebreak.comms.delivery;

import static dev.firebreak.database.Timestamps.at;
import static org.springframework.transaction.annotation.Propagation.REQUIRES_NEW;

import dev.firebreak.text.Text;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Mail addresses that a server refused permanently. The mark only warns people. Pages are still sent there, because one
 * try too many costs nothing, and a page that is not sent may cost the night.
 */
@Repository
@Transactional(propagation = REQUIRES_NEW)
public class RefusedAddresses {

    private final JdbcClient jdbc;
    private final Clock clock;

    RefusedAddresses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Marks the address as refused. */
    public void mark(String address, String why) {
        jdbc.sql("insert into refused_address (address, why, since) values (?, ?, ?) on conflict do nothing")
                .params(key(address), Text.shown(why, 500), at(clock.instant()))
                .update();
    }

    /** Removes the mark after the address was accepted. */
    public void clear(String address) {
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

    private static String key(String address) {
        return address.toLowerCase(Locale.ROOT);
    }
}
