package dev.firebreak.board.logwatch;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.logwatch.view.LogWatchOverview;
import dev.firebreak.logwatch.view.LogWatchView.LogView;
import dev.firebreak.logwatch.view.LogWatchView.RuleView;
import dev.firebreak.logwatch.view.LogWatchView.WatchView;
import dev.firebreak.text.ByteText;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page of the log watch: what is read, how far, and by which rules. */
@RestController
class LogWatchPageController {

    private final LogWatchOverview overview;
    private final Pages pages;
    private final Clock clock;

    /** @param numbers such as {@code 12 logs, 3,210 lines, 2 hits} */
    record WatchRow(String name, boolean isRead, String numbers, String trouble) {}

    /**
     * @param style CSS class of the state
     * @param numbers such as {@code 3,210 lines, 2 hits}; null if it is not read
     */
    record LogRow(String name, String watch, String state, String style, String why, String numbers, Moment lastHit) {}

    /** @param title with an ellipsis for each field */
    record RuleRow(String title, String severity, String threshold, String key) {}

    LogWatchPageController(LogWatchOverview overview, Pages pages, Clock clock) {
        this.overview = overview;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/log-watch", produces = MediaType.TEXT_HTML_VALUE)
    String page(PersonAuthentication caller, CsrfToken csrf) {
        var now = clock.instant();
        var view = overview.get();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put(
                "watches",
                view.watches().stream().map(LogWatchPageController::row).toList());
        model.put("logs", view.worst().stream().map(log -> row(log, now)).toList());
        model.put("more", Math.max(0, view.logs() - view.worst().size()));
        model.put("hasMore", view.logs() > view.worst().size());
        model.put(
                "rules", view.rules().stream().map(LogWatchPageController::row).toList());
        model.put("rulesError", view.rulesError());
        return pages.render("log-watch", model);
    }

    private static WatchRow row(WatchView watch) {
        var numbers = new ArrayList<String>();
        numbers.add(count(watch.watched(), "log"));
        add(numbers, watch.skipped(), " skipped");
        add(numbers, watch.unreadable(), " can't be read");
        numbers.add(count(watch.lines(), "line"));
        numbers.add(count(watch.hits(), "hit"));
        numbers.add(lag(watch.lag()));
        return new WatchRow(watch.name(), watch.isRead(), String.join(", ", numbers), watch.trouble());
    }

    private static void add(List<String> numbers, long count, String what) {
        if (count > 0) {
            numbers.add(count + what);
        }
    }

    private static RuleRow row(RuleView rule) {
        return new RuleRow(
                rule.title().replaceAll("\\{[^{}]*}", "…"),
                rule.severity(),
                rule.threshold().startsWith("1 within") ? "each line" : rule.threshold(),
                rule.set() + "/" + rule.name());
    }

    private static LogRow row(LogView log, Instant now) {
        var isRead = log.state().equals("watched");
        var numbers = count(log.lines(), "line") + ", " + count(log.hits(), "hit") + ", " + lag(log.lag());
        return new LogRow(
                log.name(),
                log.watch(),
                isRead ? "" : log.state(),
                log.state().equals("unreadable") ? "alarm" : "muted",
                log.why(),
                isRead ? numbers : null,
                Moment.of(log.lastHit(), now));
    }

    private static String lag(long bytes) {
        return bytes == 0 ? "up to date" : ByteText.of(bytes) + " behind";
    }

    private static String count(long count, String what) {
        return String.format(Locale.ENGLISH, "%,d ", count) + what + (count == 1 ? "" : "s");
    }
}
