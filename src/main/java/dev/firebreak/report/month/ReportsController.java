package dev.firebreak.report.month;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.text.Markdown;
import java.time.YearMonth;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports over the API; the board answers the same address as HTML. */
@RestController
@RequestMapping("/api/reports")
class ReportsController {

    private final Reports reports;
    private final DisplayNames names;

    ReportsController(Reports reports, DisplayNames names) {
        this.reports = reports;
        this.names = names;
    }

    /** The months that have a report, the latest first. */
    @GetMapping
    List<YearMonth> list() {
        return reports.months();
    }

    @GetMapping("/{month}")
    Report json(@PathVariable String month) {
        return reports.of(reports.month(month));
    }

    @GetMapping(path = "/{month}", produces = Markdown.MEDIA_TYPE)
    String markdown(@PathVariable String month) {
        return ReportMarkdown.of(reports.of(reports.month(month)), names::of);
    }
}
