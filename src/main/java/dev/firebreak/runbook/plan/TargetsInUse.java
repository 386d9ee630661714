package dev.firebreak.runbook.plan;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.CatalogGuard;
import dev.firebreak.catalog.Target;
import dev.firebreak.incident.IncidentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the targets of steps that open incidents have not ended, or may have to take back, in the catalogue; and keeps
 * how to reach those on which a step has begun, because a probe would else look at another thing (guarantees.md D41).
 */
@Component
class TargetsInUse implements CatalogGuard {

    private final JdbcClient jdbc;

    TargetsInUse(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Use(String target, String step, boolean hasBegun) {}

    @Override
    public List<Objection> objections(Catalog current, Catalog next) {
        var objections = new ArrayList<Objection>();
        uses().forEach((target, use) -> {
            var before = current.targets().get(target);
            var after = next.targets().get(target);
            if (after == null) {
                objections.add(objection(use, "it can't be removed before"));
            } else if (use.hasBegun() && before != null && !isReachedAlike(before, after)) {
                objections.add(objection(use, "how it is reached can't change before"));
            }
        });
        return objections;
    }

    private static boolean isReachedAlike(Target before, Target after) {
        return TargetEntry.hash(before).equals(TargetEntry.hash(after));
    }

    private static Objection objection(Use use, String why) {
        return new Objection(
                "targets." + use.target(), "a step uses this target (" + use.step() + "): " + why + " its end");
    }

    /** By target, the step that says most. */
    private Map<String, Use> uses() {
        var uses = new TreeMap<String, Use>();
        jdbc.sql("""
                        select s.target, s.title, s.incident_id,
                            s.state in ('INTENT', 'RUNNING', 'TIMED_OUT', 'UNKNOWN', 'SUCCEEDED') as begun
                        from step s join incident i on i.id = s.incident_id
                        where i.status in (:open)
                            and (s.state in ('PLANNED', 'APPROVED', 'INTENT', 'RUNNING', 'TIMED_OUT', 'UNKNOWN', 'SUCCEEDED')
                                or not s.irreversible and s.state in ('VERIFIED', 'VERIFY_FAILED'))
                            and s.attempt = (select max(attempt) from step newest where newest.id = s.id)
                        order by s.planned_at""")
                .param("open", IncidentStatus.openNames())
                .query((row, n) -> new Use(
                        row.getString("target"),
                        row.getString("title") + " in " + row.getString("incident_id"),
                        row.getBoolean("begun")))
                .list()
                .forEach(use -> uses.merge(use.target(), use, (one, other) -> one.hasBegun() ? one : other));
        return uses;
    }
}
