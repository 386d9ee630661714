package dev.firebreak.access.audit.http;

import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.log.LogTable;
import dev.firebreak.access.audit.trail.WithheldRows;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP endpoints that export the audit for the offline verifier: all rows, and this node's anchors. A row that the
 * reader may not see has its position and leaf hash only, so that the whole tree can still be verified.
 */
@RestController
@RequestMapping("/api/audit")
class AuditExportController {

    private static final int PAGE = 500;

    private final LogTable log;
    private final AuditVerification verification;
    private final WithheldRows withheld;

    AuditExportController(LogTable log, AuditVerification verification, WithheldRows withheld) {
        this.log = log;
        this.verification = verification;
        this.withheld = withheld;
    }

    /** Page after page, so that a long audit fits into the memory. A missing row has no line. */
    @GetMapping("/export")
    void export(Principal reader, HttpServletResponse response) throws IOException {
        var view = withheld.from(reader.getName());
        begin(response, "audit-export");
        var size = log.size();
        var from = 0L;
        for (var rows = log.rows(from, size, PAGE); !rows.isEmpty(); rows = log.rows(from, size, PAGE)) {
            from = rows.get(rows.size() - 1).leaf() + 1;
            write(
                    response,
                    rows.stream()
                            .filter(row -> row.entry() != null)
                            .map(row -> (view.withholds(row) ? row.withheldLine() : row.line()) + "\n")
                            .collect(Collectors.joining()));
        }
    }

    @GetMapping("/anchors")
    void anchors(Principal reader, HttpServletResponse response) throws IOException {
        var view = withheld.from(reader.getName());
        begin(response, "audit-anchors");
        for (var line : verification.anchors()) {
            write(response, view.anchor(line) + "\n");
        }
    }

    private static void begin(HttpServletResponse response, String file) {
        response.setContentType("text/plain;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + file + ".txt\"");
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
