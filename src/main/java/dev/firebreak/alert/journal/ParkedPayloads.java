package dev.firebreak.alert.journal;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.ParkedWork;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Poison messages: payloads that could not be applied, by the incident that tells people so. They are in the journal
 * until a person tries them again.
 */
@Repository
class ParkedPayloads implements ParkedWork {

    private static final String ID = "alerts";

    private final JdbcClient jdbc;
    private final PayloadSuspects suspects;
    private final Clock clock;

    ParkedPayloads(JdbcClient jdbc, PayloadSuspects suspects, Clock clock) {
        this.jdbc = jdbc;
        this.suspects = suspects;
        this.clock = clock;
    }

    @Override
    public Optional<Parked> of(IncidentId incident) {
        return jdbc.sql("select count(*) as many, max(failure) as why from alert_pending where poison = ?")
                .param(incident.value())
                .query((row, n) -> parked(row.getInt("many"), row.getString("why")))
                .optional()
                .flatMap(found -> found);
    }

    @Override
    public Map<IncidentId, Parked> all() {
        var all = new HashMap<IncidentId, Parked>();
        jdbc.sql("select poison, count(*) as many, max(failure) as why from alert_pending"
                        + " where poison is not null group by poison")
                .query(row -> {
                    var incident = new IncidentId(row.getString("poison"));
                    parked(row.getInt("many"), row.getString("why")).ifPresent(found -> all.put(incident, found));
                });
        return all;
    }

    private static Optional<Parked> parked(int many, String why) {
        return many == 0
                ? Optional.empty()
                : Optional.of(new Parked(ID, many == 1 ? "1 payload of alerts" : many + " payloads of alerts", why));
    }

    @Override
    public boolean retry(IncidentId incident) {
        List<UUID> payloads = jdbc.sql("select delivery from alert_pending where poison = ?")
                .param(incident.value())
                .query(UUID.class)
                .list();
        suspects.retried(payloads);
        return jdbc.sql("update alert_pending set poison = null, failures = 0, due_at = ? where poison = ?")
                        .params(at(clock.instant()), incident.value())
                        .update()
                > 0;
    }
}
