package dev.firebreak.board.report;

import dev.firebreak.report.month.ReportMarkdown;
import dev.firebreak.report.waiting.ActivityWait;

/** A row of the table of waiting times. */
record WaitRow(
        String name,
        String process,
        boolean isOfPeople,
        int count,
        String p50,
        String p90,
        String work50,
        String work90) {

    static WaitRow of(ActivityWait wait) {
        return new WaitRow(
                wait.name(),
                wait.process(),
                wait.isOfPeople(),
                wait.count(),
                ReportMarkdown.length(wait.dwellP50()),
                ReportMarkdown.length(wait.dwellP90()),
                ReportMarkdown.length(wait.workP50()),
                ReportMarkdown.length(wait.workP90()));
    }
}
