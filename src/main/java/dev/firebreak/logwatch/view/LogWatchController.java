package dev.firebreak.logwatch.view;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of the log watch. */
@RestController
class LogWatchController {

    private final LogWatchOverview overview;

    LogWatchController(LogWatchOverview overview) {
        this.overview = overview;
    }

    @GetMapping("/api/log-watch")
    LogWatchView get() {
        return overview.get();
    }
}
