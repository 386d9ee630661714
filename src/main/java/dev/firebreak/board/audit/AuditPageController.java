package dev.firebreak.board.audit;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.trail.AuditTrail;
import dev.firebreak.access.audit.trail.WithheldRows;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.text.CsvRow;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit page, and the same rows as CSV. */
@RestController
class AuditPageController {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 1_000;
    private static final int CSV_MOST = 100_000;
    private static final int MOST_FINDINGS = 20;

    /** What a verification found, in words. */
    record Verified(boolean isIntact, List<String> findings, long size, String root, String anchors) {}

    private final AuditTrail trail;
    private final AuditVerification verification;
    private final WithheldRows withheld;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    AuditPageController(
            AuditTrail trail,
            AuditVerification verification,
            WithheldRows withheld,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.trail = trail;
        this.verification = verification;
        this.withheld = withheld;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/audit", produces = MediaType.TEXT_HTML_VALUE)
    String audit(@RequestParam Map<String, String> typed, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var query = AuditQuery.of(typed);
        var part = trail.rows(query.filter(), query.before(), PAGE, caller.getName());
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("query", query);
        model.put("isFiltered", query.isOn());
        model.put("kinds", query.kinds());
        model.put(
                "rows",
                part.rows().stream()
                        .map(row -> AuditRowView.of(row, names, now))
                        .toList());
        model.put("isCut", part.isCut());
        model.put("older", part.next() == null ? null : query.href("/audit", part.next()));
        model.put("newest", query.before() == null ? null : query.href("/audit", null));
        model.put("csv", query.href("/audit.csv", null));
        model.put("verified", typed.containsKey("verify") ? verified(caller) : null);
        return pages.render("audit", model);
    }

    private Verified verified(PersonAuthentication caller) {
        var result = verification.verify();
        var view = withheld.from(caller.getName());
        return new Verified(
                result.isIntact(),
                result.findings().stream().limit(MOST_FINDINGS).map(view::text).toList(),
                result.head().size(),
                result.head().root().hex(),
                result.anchors());
    }

    /** The newest rows that pass the filter, newest first. The last line says so if there are more. */
    @GetMapping("/audit.csv")
    void csv(@RequestParam Map<String, String> typed, PersonAuthentication caller, HttpServletResponse response)
            throws IOException {
        var query = AuditQuery.of(typed);
        response.setContentType(CsvRow.MEDIA_TYPE);
        response.setHeader("Content-Disposition", "attachment; filename=\"audit.csv\"");
        write(response, CsvRow.of("at", "who", "login", "what", "on", "details", "position", "hash"));
        var cursor = query.before();
        var written = 0;
        do {
            var part = trail.rows(query.filter(), cursor, CSV_PAGE, caller.getName());
            write(
                    response,
                    part.rows().stream()
                            .map(row -> line(AuditRowView.of(row, names, clock.instant())))
                            .collect(Collectors.joining()));
            written += part.rows().size();
            cursor = part.next();
        } while (cursor != null && written < CSV_MOST);
        if (cursor != null) {
            write(response, CsvRow.of("", "", "", "There are more rows: ask for an earlier period.", "", "", "", ""));
        }
    }

    private static String line(AuditRowView row) {
        return CsvRow.of(
                row.at() == null ? "" : row.at().iso(),
                row.who(),
                row.login(),
                row.what(),
                row.chain(),
                row.details(),
                row.leaf(),
                row.hash());
    }

    private static void write(HttpServletResponse response, String text) throws IOException {
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
