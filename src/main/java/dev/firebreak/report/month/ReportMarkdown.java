package dev.firebreak.report.month;

import dev.firebreak.report.figure.MonthFigures;
import dev.firebreak.report.figure.TimeFigure;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a report as Markdown. */
public final class ReportMarkdown {

    private static final String NONE = "–";

    private ReportMarkdown() {}

    /** @param names the display name of a login */
    public static String of(Report report, UnaryOperator<String> names) {
        var figures = report.figures();
        return "# Incident report " + figures.month() + "\n\n"
                + (figures.incidents() == 0 ? "No incidents in this month.\n\n" : "")
                + summary(figures)
                + times(figures)
                + severities(figures)
                + causes(figures)
                + trend(report.trend())
                + onCall(report.onCall(), names)
                + openWork(report.openWork())
                + recommendations(report);
    }

    /** A length in words; a dash if there is none. */
    public static String length(Long seconds) {
        return seconds == null ? NONE : TimeText.of(Duration.ofSeconds(seconds));
    }

    private static String summary(MonthFigures figures) {
        var alerts = figures.alerts();
        return table(
                "What | Count",
                List.of(
                        "Incidents | " + figures.incidents(),
                        "Customer-impacting | " + figures.customerImpacting(),
                        "Repeats, by cause | " + figures.repeats(),
                        "Repeats, by alert | " + figures.repeatsByAlert(),
                        "Alerts | " + alerts.alerts(),
                        "Alerts per incident | " + (alerts.perIncident() == null ? NONE : alerts.perIncident()),
                        "Pages | " + alerts.pages(),
                        "Pages that needed no action | " + alerts.noisyPages(),
                        "Post-mortems completed | " + figures.postMortemsCompleted(),
                        "Action items completed | " + figures.actionsCompleted()));
    }

    private static String times(MonthFigures figures) {
        return "## Times\n\n"
                + table(
                        "Time | Median | Mean | 90 % within | Incidents",
                        List.of(
                                time("To detect (MTTD)", figures.detect()),
                                time("To acknowledge (MTTA)", figures.acknowledge()),
                                time("To mitigate (MTTM)", figures.mitigate()),
                                time("To resolve (MTTR)", figures.resolve())));
    }

    private static String time(String label, TimeFigure time) {
        return label + " | " + length(time.medianSeconds()) + " | " + length(time.meanSeconds()) + " | "
                + length(time.p90Seconds()) + " | " + time.count();
    }

    private static String severities(MonthFigures figures) {
        return "## By severity\n\n"
                + table(
                        "Severity | Incidents | Acknowledged in time",
                        figures.slas().stream()
                                .map(it -> it.severity() + " | "
                                        + figures.bySeverity().get(it.severity()) + " | "
                                        + (it.metPercent() == null
                                                ? NONE
                                                : String.format(
                                                        Locale.ROOT,
                                                        "%.1f %% (%d of %d)",
                                                        it.metPercent(),
                                                        it.met(),
                                                        it.met() + it.missed())))
                                .toList());
    }

    private static String causes(MonthFigures figures) {
        return "## Top root causes\n\n"
                + (figures.causes().isEmpty()
                        ? "None recorded.\n\n"
                        : table(
                                "Cause | Incidents",
                                figures.causes().stream()
                                        .map(it -> Markdown.line(it.cause()) + " | " + it.incidents())
                                        .toList()));
    }

    private static String trend(List<MonthFigures> months) {
        return "## Trend\n\n"
                + table(
                        "Month | Incidents | P1 | P2 | MTTR (mean) | Repeats",
                        months.stream()
                                .map(it -> it.month() + " | " + it.incidents() + " | "
                                        + it.bySeverity().get("P1") + " | "
                                        + it.bySeverity().get("P2") + " | "
                                        + length(it.resolve().meanSeconds()) + " | " + it.repeated())
                                .toList());
    }

    private static String onCall(List<OnCallLoad> people, UnaryOperator<String> names) {
        return "## On-call load\n\n"
                + (people.isEmpty()
                        ? "No pages in this month.\n\n"
                        : table(
                                "Person | Pages | By hour (UTC)",
                                people.stream()
                                        .map(it -> Markdown.line(names.apply(it.person())) + " | " + it.pages() + " | "
                                                + hours(it))
                                        .toList()));
    }

    private static String hours(OnCallLoad load) {
        return IntStream.range(0, load.byHour().size())
                .filter(hour -> load.byHour().get(hour) > 0)
                .mapToObj(hour -> String.format(
                        Locale.ROOT, "%02d h: %d", hour, load.byHour().get(hour)))
                .collect(Collectors.joining(", "));
    }

    private static String openWork(OpenWork work) {
        return "## Open work now\n\n"
                + table(
                        "What | Open | Overdue",
                        List.of(
                                "Post-mortems | " + (work.postMortemsOpen() + work.postMortemsOverdue()) + " | "
                                        + work.postMortemsOverdue(),
                                "Action items | " + work.actionsOpen() + " | " + work.actionsOverdue()));
    }

    private static String recommendations(Report report) {
        return "## Recommendations\n\n"
                + (report.recommendations().isEmpty()
                        ? "None.\n"
                        : report.recommendations().stream()
                                .map(it -> "- [" + it.priority() + "] " + it.area() + ": " + it.recommendation() + "\n")
                                .collect(Collectors.joining()));
    }

    private static String table(String head, List<String> rows) {
        return "| " + head + " |\n|" + "---|".repeat(head.split("\\|").length) + "\n"
                + rows.stream().map(it -> "| " + it + " |\n").collect(Collectors.joining()) + "\n";
    }
}
