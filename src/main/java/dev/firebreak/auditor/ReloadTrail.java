package dev.firebreak.auditor;

import dev.firebreak.access.Audit;
import dev.firebreak.reload.ReloadUnit;
import dev.firebreak.reload.UnitReloaded;
import dev.firebreak.text.Text;
import java.util.List;
import java.util.TreeMap;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes to the audit which catalogue, mappings and sources are in force, whenever a node starts with others or reloads
 * them: whom the catalogue pages and which targets it touches is a decision of whoever edited the file. Of several nodes
 * with the same files one writes the row.
 */
@Component
class ReloadTrail implements SmartInitializingSingleton {

    /** The chain and the name of the unit that every node has. */
    private static final String CATALOGUE = "catalogue";

    private static final String OTHERS = "configuration";
    private static final int LONGEST = 2_000;

    private final List<ReloadUnit> units;
    private final Audit audit;
    private final JdbcClient jdbc;

    ReloadTrail(List<ReloadUnit> units, Audit audit, JdbcClient jdbc) {
        this.units = units;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (var unit : units) {
            if (!unit.inForce().files().isEmpty()) {
                record(unit.name(), unit.inForce().location(), unit.inForce().sha256(), List.of());
            }
        }
    }

    /** In the transaction of the reload. */
    @EventListener
    void reloaded(UnitReloaded event) {
        record(event.unit(), event.location(), event.sha256(), event.changes());
    }

    private void record(String unit, String location, String sha256, List<String> changes) {
        var chain = unit.equals(CATALOGUE) ? CATALOGUE : OTHERS;
        var action = unit + ".loaded";
        var last = jdbc.sql("select entry from audit_entry where chain = ? and entry like ?"
                        + " order by number desc limit 1")
                .params(chain, "%\"" + action + "\"%")
                .query(String.class)
                .optional();
        if (last.filter(entry -> entry.contains(sha256)).isPresent()) {
            return;
        }
        var facts = new TreeMap<String, String>();
        facts.put("location", location);
        facts.put("sha256", sha256);
        if (!changes.isEmpty()) {
            facts.put("changes", Text.block(String.join("\n", changes), LONGEST));
        }
        audit.record(chain, "configuration", action, facts);
    }
}
