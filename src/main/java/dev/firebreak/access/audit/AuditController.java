package dev.firebreak.access.audit;

import dev.firebreak.access.Audit;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoint that verifies the audit log. */
@RestController
class AuditController {

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    @GetMapping("/api/audit/verify")
    Map<String, Object> verify() {
        var firstBadRow = audit.verify();
        return firstBadRow
                .<Map<String, Object>>map(row -> Map.of("intact", false, "firstBadRow", row))
                .orElseGet(() -> Map.of("intact", true));
    }
}
