package dev.firebreak.alert.journal;

import dev.firebreak.alert.format.FormatsInUse;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The formats of the payloads that are still to be applied, or that a silence or an inhibitor holds. */
@Repository
class PendingFormats implements FormatsInUse {

    private final JdbcClient jdbc;

    PendingFormats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> names() {
        return new TreeSet<>(jdbc.sql("select distinct format from alert_delivery where id in"
                        + " (select delivery from alert_pending union select delivery from silenced_alert"
                        + " union select delivery from inhibited_alert)")
                .query(String.class)
                .list());
    }
}
