package dev.firebreak.board.report;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.report.figure.MonthFigures;
import dev.firebreak.report.figure.TimeFigure;
import dev.firebreak.report.month.OnCallLoad;
import dev.firebreak.report.month.Report;
import dev.firebreak.report.month.ReportMarkdown;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the page of a report shows. */
@Component
class ReportModel {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);

    private final DisplayNames names;

    ReportModel(DisplayNames names) {
        this.names = names;
    }

    /** A recommendation; its area is for programs. */
    record Advice(String priority, String text) {}

    /** A row of the table of times. */
    record TimeRow(String label, String what, String median, String mean, String p90, int count) {}

    /** A row of the table of severities. */
    record SeverityRow(String severity, String style, int incidents, String inTime) {}

    Map<String, Object> of(Report report) {
        var figures = report.figures();
        var model = new HashMap<String, Object>();
        model.put("report", report);
        model.put(
                "recommended",
                report.recommendations().stream()
                        .map(it -> new Advice(ReportMarkdown.priority(it.priority()), it.recommendation()))
                        .toList());
        model.put("month", figures.month().toString());
        model.put("monthName", MONTH.format(figures.month()));
        model.put("isEmpty", figures.incidents() == 0);
        model.put(
                "perIncident",
                figures.alerts().perIncident() == null ? "–" : figures.alerts().perIncident());
        model.put("times", times(figures));
        model.put(
                "severities",
                figures.slas().stream().map(it -> row(it, figures)).toList());
        model.put("unassessed", figures.bySeverity().getOrDefault("none", 0));
        model.put("plots", List.of(MonthBars.incidents(report.trend()), MonthBars.resolve(report.trend())));
        model.put("load", load(report.onCall()));
        model.put("hasLoad", !report.onCall().isEmpty());
        return model;
    }

    private static List<TimeRow> times(MonthFigures figures) {
        return List.of(
                time("MTTD", "first alert to incident", figures.detect()),
                time("MTTA", "incident to acknowledgement", figures.acknowledge()),
                time("MTTM", "incident to mitigation", figures.mitigate()),
                time("MTTR", "incident to resolution", figures.resolve()));
    }

    private static TimeRow time(String label, String what, TimeFigure time) {
        return new TimeRow(
                label,
                what,
                ReportMarkdown.length(time.medianSeconds()),
                ReportMarkdown.length(time.meanSeconds()),
                ReportMarkdown.length(time.p90Seconds()),
                time.count());
    }

    private static SeverityRow row(MonthFigures.Sla sla, MonthFigures figures) {
        var all = sla.met() + sla.missed();
        return new SeverityRow(
                sla.severity(),
                "sev-" + sla.severity().toLowerCase(Locale.ROOT),
                figures.bySeverity().getOrDefault(sla.severity(), 0),
                all == 0 ? "–" : String.format(Locale.ROOT, "%.1f %% (%d of %d)", sla.metPercent(), sla.met(), all));
    }

    private List<LoadRow> load(List<OnCallLoad> people) {
        var most = people.stream()
                .flatMap(it -> it.byHour().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        return people.stream()
                .map(it -> LoadRow.of(it, names.of(it.person()), Math.max(1, most)))
                .toList();
    }
}
