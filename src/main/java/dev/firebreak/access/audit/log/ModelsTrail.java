package dev.firebreak.access.audit.log;

import dev.firebreak.access.Audit;
import dev.firebreak.access.ModelsInForce;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Writes which models are in force to the audit whenever they change. Each audit row names them by their fingerprint.
 */
@Component
class ModelsTrail {

    private static final String CHAIN = "models";
    private static final String FINGERPRINT = "fingerprint";

    private final ObjectProvider<ModelsInForce> models;
    private final Audit audit;
    private final JdbcClient jdbc;
    private volatile String recorded;

    ModelsTrail(ObjectProvider<ModelsInForce> models, Audit audit, JdbcClient jdbc) {
        this.models = models;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** Joins the caller's transaction, which holds the log's lock. */
    void recordIfNew() {
        Optional.ofNullable(models.getIfAvailable())
                .flatMap(ModelsInForce::models)
                .filter(now -> !now.fingerprint().equals(recorded))
                .ifPresent(this::record);
    }

    /** Another node may have written it. If this transaction rolls back, the row is looked for again. */
    private void record(ModelsInForce.Models now) {
        var last = jdbc.sql("select entry from audit_entry where chain = ? order by number desc limit 1")
                .param(CHAIN)
                .query(String.class)
                .optional();
        if (last.filter(entry -> entry.contains("\"" + FINGERPRINT + "\":\"" + now.fingerprint() + "\""))
                .isPresent()) {
            recorded = now.fingerprint();
            return;
        }
        var facts = new TreeMap<>(now.models());
        facts.put(FINGERPRINT, now.fingerprint());
        audit.record(CHAIN, "firebreak", "models.in-force", facts);
    }
}
