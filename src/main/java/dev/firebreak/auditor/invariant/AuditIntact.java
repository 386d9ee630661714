package dev.firebreak.auditor.invariant;

import dev.firebreak.access.AuditWatch;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The audit moves, continues its anchor, and is intact. */
@Component
@Order(5)
class AuditIntact implements Invariant {

    private final AuditWatch audit;

    AuditIntact(AuditWatch audit) {
        this.audit = audit;
    }

    @Override
    public String kind() {
        return "audit-damaged";
    }

    @Override
    public String title() {
        return "The audit is damaged or stands still";
    }

    @Override
    public List<String> violations() {
        return audit.violations();
    }
}
