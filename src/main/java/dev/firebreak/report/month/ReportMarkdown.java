package dev.firebreak.report.month;

import static dev.firebreak.text.MarkdownTable.heading;
import static dev.firebreak.text.MarkdownTable.row;

import dev.firebreak.report.figure.MonthFigures;
import dev.firebreak.report.figure.TimeFigure;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** A priority as people read it: HIGH is "High". */
    public static String priority(String word) {
        return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    private static String summary(MonthFigures figures) {
        var alerts = figures.alerts();
        return counts(
                row("Incidents", figures.incidents()),
                row("Customer-impacting", figures.customerImpacting()),
                row("Repeats, by cause", figures.repeats()),
                row("Repeats, by alert", figures.repeatsByAlert()),
                row("Alerts", alerts.alerts()),
                row("Alerts per incident", alerts.perIncident() == null ? NONE : alerts.perIncident()),
                row("Pages", alerts.pages()),
                row("Pages that needed no action", alerts.noisyPages()),
                row("Post-mortems completed", figures.postMortemsCompleted()),
                row("Action items completed", figures.actionsCompleted()));
    }

    private static String counts(String... rows) {
        return table(heading("What", "Count"), Stream.of(rows));
    }

    private static String times(MonthFigures figures) {
        return "## Times\n\n"
                + table(
                        heading("Time", "Median", "Mean", "90 % within", "Incidents"),
                        Stream.of(
                                time("To detect (MTTD)", figures.detect()),
                                time("To acknowledge (MTTA)", figures.acknowledge()),
                                time("To mitigate (MTTM)", figures.mitigate()),
                                time("To resolve (MTTR)", figures.resolve())));
    }

    private static String time(String label, TimeFigure time) {
        return row(
                label,
                length(time.medianSeconds()),
                length(time.meanSeconds()),
                length(time.p90Seconds()),
                time.count());
    }

    private static String severities(MonthFigures figures) {
        return "## By severity\n\n"
                + table(
                        heading("Severity", "Incidents", "Acknowledged in time"),
                        figures.slas().stream()
                                .map(it ->
                                        row(it.severity(), figures.bySeverity().get(it.severity()), kept(it))));
    }

    private static String kept(MonthFigures.Sla sla) {
        return sla.metPercent() == null
                ? NONE
                : String.format(
                        Locale.ROOT, "%.1f %% (%d of %d)", sla.metPercent(), sla.met(), sla.met() + sla.missed());
    }

    private static String causes(MonthFigures figures) {
        return "## Top root causes\n\n"
                + (figures.causes().isEmpty()
                        ? "None recorded.\n\n"
                        : table(
                                heading("Cause", "Incidents"),
                                figures.causes().stream().map(it -> row(it.cause(), it.incidents()))));
    }

    private static String trend(List<MonthFigures> months) {
        return "## Trend\n\n"
                + table(
                        heading("Month", "Incidents", "P1", "P2", "MTTR (mean)", "Repeats"),
                        months.stream()
                                .map(it -> row(
                                        it.month(),
                                        it.incidents(),
                                        it.bySeverity().get("P1"),
                                        it.bySeverity().get("P2"),
                                        length(it.resolve().meanSeconds()),
                                        it.repeated())));
    }

    private static String onCall(List<OnCallLoad> people, UnaryOperator<String> names) {
        return "## On-call load\n\n"
                + (people.isEmpty()
                        ? "No pages in this month.\n\n"
                        : table(
                                heading("Person", "Pages", "By hour (UTC)"),
                                people.stream().map(it -> row(names.apply(it.person()), it.pages(), hours(it)))));
    }

    private static String hours(OnCallLoad load) {
        return IntStream.range(0, load.byHour().size())
                .filter(hour -> load.byHour().get(hour) > 0)
                .mapToObj(hour -> String.format(
                        Locale.ROOT, "%02d h: %d", hour, load.byHour().get(hour)))
                .collect(Collectors.joining(", "));
    }

    /** The counts of the page, by the same words. */
    private static String openWork(OpenWork work) {
        return "## Open work now\n\n"
                + counts(
                        row("Post-mortems open, not overdue", work.postMortemsOpen()),
                        row("Post-mortems overdue", work.postMortemsOverdue()),
                        row("Action items open", work.actionsOpen()),
                        row("Action items overdue", work.actionsOverdue()),
                        row("Action items without owner", work.actionsWithoutOwner()));
    }

    private static String recommendations(Report report) {
        return "## Recommendations\n\n"
                + (report.recommendations().isEmpty()
                        ? "None.\n"
                        : report.recommendations().stream()
                                .map(it -> "- **" + priority(it.priority()) + "** " + it.recommendation() + "\n")
                                .collect(Collectors.joining()));
    }

    private static String table(String heading, Stream<String> rows) {
        return heading + rows.collect(Collectors.joining()) + "\n";
    }
}
