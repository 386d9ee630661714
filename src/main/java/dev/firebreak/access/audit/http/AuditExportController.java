package dev.firebreak.access.audit.http;

import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.log.LogTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP endpoints that give the audit away, for the offline verifier: all rows, and this node's anchors. */
@RestController
@RequestMapping("/api/audit")
class AuditExportController {

    private static final int PAGE = 500;

    private final LogTable log;
    private final AuditVerification verification;

    AuditExportController(LogTable log, AuditVerification verification) {
        this.log = log;
        this.verification = verification;
    }

    /** Page after page, so that a long audit fits into the memory. A missing row has no line. */
    @GetMapping("/export")
    void export(HttpServletResponse response) throws IOException {
        begin(response, "audit-export");
        var size = log.size();
        var from = 0L;
        for (var rows = log.rows(from, size, PAGE); !rows.isEmpty(); rows = log.rows(from, size, PAGE)) {
            from = rows.get(rows.size() - 1).leaf() + 1;
            write(
                    response,
                    rows.stream()
                            .filter(row -> row.entry() != null)
                            .map(row -> row.line() + "\n")
                            .collect(Collectors.joining()));
        }
    }

    @GetMapping("/anchors")
    void anchors(HttpServletResponse response) throws IOException {
        begin(response, "audit-anchors");
        for (var line : verification.anchors()) {
            write(response, line + "\n");
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
