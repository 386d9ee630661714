package dev.firebreak.board.report;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.report.history.History;
import dev.firebreak.report.month.Reports;
import jakarta.servlet.http.HttpServletRequest;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a month's report, for all; commanders and administrators import the history from before Firebreak. */
@RestController
class ReportPageController {

    private static final String FORM = "history";

    private final Reports reports;
    private final ReportModel models;
    private final History history;
    private final Pages pages;
    private final Press press;

    ReportPageController(Reports reports, ReportModel models, History history, Pages pages, Press press) {
        this.reports = reports;
        this.models = models;
        this.history = history;
        this.pages = pages;
        this.press = press;
    }

    /** A month of the list. */
    record Choice(String value, boolean isChosen) {}

    @GetMapping(path = "/reports", produces = MediaType.TEXT_HTML_VALUE)
    String report(
            @RequestParam(defaultValue = "") String month,
            PersonAuthentication caller,
            CsrfToken csrf,
            HttpServletRequest request) {
        var chosen = month.isEmpty() ? reports.current() : reports.month(month);
        var flash = Flash.of(request);
        var model = models.of(reports.of(chosen));
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("flash", flash);
        model.put("typed", flash == null ? Map.of() : flash.typed());
        model.put("months", choices(chosen));
        model.put("mayImport", mayImport(caller));
        return pages.render("reports", model);
    }

    /** The report as a document of its own, for programs that ask for HTML. */
    @GetMapping(path = "/api/reports/{month}", produces = MediaType.TEXT_HTML_VALUE)
    String document(@PathVariable String month) {
        return pages.renderBare("report-document", models.of(reports.of(reports.month(month))));
    }

    @PostMapping("/reports/history")
    ResponseEntity<Void> add(
            @RequestParam Map<String, String> typed, PersonAuthentication caller, RedirectAttributes next) {
        return press.answer("/reports", FORM, typed, next, () -> {
            var done = history.add(typed.getOrDefault("csv", ""), caller.getName());
            return done.rows() + " incidents read, " + done.added() + " of them new.";
        });
    }

    private List<Choice> choices(YearMonth chosen) {
        return reports.months().stream()
                .map(it -> new Choice(it.toString(), it.equals(chosen)))
                .toList();
    }

    private static boolean mayImport(PersonAuthentication caller) {
        var roles = caller.person().roles();
        return roles.contains(Role.COMMANDER) || roles.contains(Role.ADMIN);
    }
}
