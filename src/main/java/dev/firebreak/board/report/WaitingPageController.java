package dev.firebreak.board.report;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.report.month.Reports;
import dev.firebreak.report.waiting.WaitingTimes;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page that shows where the response waits: a table, and each process as a heat map. */
@RestController
class WaitingPageController {

    private static final int LISTED = 40;

    private final WaitingTimes times;
    private final Reports reports;
    private final HeatMaps maps;
    private final Pages pages;

    WaitingPageController(WaitingTimes times, Reports reports, HeatMaps maps, Pages pages) {
        this.times = times;
        this.reports = reports;
        this.maps = maps;
        this.pages = pages;
    }

    /** A value of a list. */
    record Choice(String value, boolean isChosen) {}

    @GetMapping(path = "/reports/waiting", produces = MediaType.TEXT_HTML_VALUE)
    String waiting(
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "") String severity,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var chosen = month.isEmpty() ? reports.current() : reports.month(month);
        var found = times.of(chosen, severity);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("month", chosen.toString());
        model.put("months", months(chosen));
        model.put(
                "severities",
                Stream.of("P1", "P2", "P3", "P4", "P5")
                        .map(it -> new Choice(it, it.equals(severity)))
                        .toList());
        model.put("rows", found.stream().limit(LISTED).map(WaitRow::of).toList());
        model.put("maps", maps.of(found));
        return pages.render("waiting", model);
    }

    private List<Choice> months(YearMonth chosen) {
        return reports.months().stream()
                .map(it -> new Choice(it.toString(), it.equals(chosen)))
                .toList();
    }
}
