package dev.firebreak.report.month;

import dev.firebreak.report.figure.MonthFigures;
import dev.firebreak.report.figure.Recommendation;
import java.util.List;

/**
 * The report of a month.
 *
 * @param trend the figures of the months up to this one, at most twelve, the earliest first
 * @param openWork as it is now, whatever the month
 */
public record Report(
        MonthFigures figures,
        List<MonthFigures> trend,
        List<OnCallLoad> onCall,
        OpenWork openWork,
        List<Recommendation> recommendations) {}
