package dev.firebreak.oncall;

import dev.firebreak.lifecycle.Assignment;
import dev.firebreak.lifecycle.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Pages whoever is on call at this level; tries for a week before it gives up. */
@Component
class NotifyPage implements Work {

    private static final List<Duration> RETRIES = retriesForAWeek();

    private final Pager pager;
    private final OnCall onCall;

    NotifyPage(Pager pager, OnCall onCall) {
        this.pager = pager;
        this.onCall = onCall;
    }

    @Override
    public String topic() {
        return "notify.page";
    }

    @Override
    public boolean isUrgent() {
        return true;
    }

    @Override
    public List<Duration> retries() {
        return RETRIES;
    }

    @Override
    public Map<String, Object> perform(Assignment assignment) {
        var page = Page.of(assignment);
        long paged = pager.page(page);
        return Map.of("paged", paged, "levelsLeft", page.paging().demandsAnswer() && page.level() < onCall.rungs());
    }

    private static List<Duration> retriesForAWeek() {
        var waits = new ArrayList<>(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(1)));
        waits.addAll(Collections.nCopies(2_016, Duration.ofMinutes(5)));
        return List.copyOf(waits);
    }
}
