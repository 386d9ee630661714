package dev.firebreak.report.waiting;

import dev.firebreak.report.month.Reports;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where the response waits, over the API. */
@RestController
class WaitingController {

    private final WaitingTimes times;
    private final Reports reports;

    WaitingController(WaitingTimes times, Reports reports) {
        this.times = times;
        this.reports = reports;
    }

    /** The month of today if none is named. */
    @GetMapping("/api/reports/waiting")
    List<ActivityWait> waiting(
            @RequestParam(defaultValue = "") String month, @RequestParam(defaultValue = "") String severity) {
        return times.of(month.isEmpty() ? reports.current() : reports.month(month), severity);
    }
}
