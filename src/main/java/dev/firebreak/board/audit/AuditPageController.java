package dev.firebreak.board.audit;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.access.audit.anchor.AuditVerification;
import dev.firebreak.access.audit.anchor.RestoreCheck;
import dev.firebreak.access.audit.trail.AuditTrail;
import dev.firebreak.access.audit.trail.WithheldRows;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.text.CsvRow;
import dev.firebreak.web.FieldInvalid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The audit page, and the same rows as CSV. */
@RestController
class AuditPageController {

    private static final int PAGE = 50;
    private static final int CSV_PAGE = 1_000;
    private static final int CSV_MOST = 100_000;
    private static final int MOST_FINDINGS = 20;
    private static final int LONGEST_REASON = 400;

    /** The id of the form. */
    private static final String RESTORE = "restore";

    /** What a verification found, in words. */
    record Verified(boolean isIntact, List<String> findings, long size, String root, String anchors) {}

    private final AuditTrail trail;
    private final AuditVerification verification;
    private final WithheldRows withheld;
    private final RestoreCheck restores;
    private final DisplayNames names;
    private final Pages pages;
    private final Press press;
    private final Clock clock;

    AuditPageController(
            AuditTrail trail,
            AuditVerification verification,
            WithheldRows withheld,
            RestoreCheck restores,
            DisplayNames names,
            Pages pages,
            Press press,
            Clock clock) {
        this.trail = trail;
        this.verification = verification;
        this.withheld = withheld;
        this.restores = restores;
        this.names = names;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
    }

    @GetMapping(path = "/audit", produces = MediaType.TEXT_HTML_VALUE)
    String audit(
            @RequestParam Map<String, String> typed,
            PersonAuthentication caller,
            CsrfToken token,
            HttpServletRequest request) {
        var now = clock.instant();
        var query = AuditQuery.of(typed);
        var part = trail.rows(query.filter(), query.before(), PAGE, caller.getName());
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("flash", Flash.of(request));
        model.put("restored", restores.toConfirm().orElse(null));
        model.put("restore", restoreForm(caller, Flash.of(request)));
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

    private static FormView restoreForm(PersonAuthentication caller, Flash flash) {
        return new FormDraft(RESTORE, "/audit/restore", flash)
                .line("reason", "What was restored, and why?", true, LONGEST_REASON)
                .view(
                        "Confirm the restored database",
                        "Confirm, and let work go on",
                        "Steps run again, the paused incidents go on, and the anchors continue from what the database has.",
                        caller.person().roles().contains(Role.ADMIN)
                                ? Optional.empty()
                                : Optional.of("An administrator confirms it. Ask one of them."));
    }

    @PostMapping("/audit/restore")
    ResponseEntity<Void> confirmRestore(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        return press.answer("/audit", RESTORE, typed, next, () -> {
            var reason = typed.getOrDefault("reason", "").strip();
            if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
                throw new FieldInvalid("reason", "say it in 1 to " + LONGEST_REASON + " characters");
            }
            return restores.confirm(by.getName(), reason)
                    ? "The restored database is confirmed. Work goes on."
                    : "Nothing was done: no restored database waits for a confirmation.";
        });
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
