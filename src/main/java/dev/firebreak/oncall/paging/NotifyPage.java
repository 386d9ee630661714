package dev.firebreak.oncall.paging;

import dev.firebreak.comms.delivery.NotificationDelivery.Policy;
import dev.firebreak.oncall.schedule.OnCall;
import dev.firebreak.worker.ExternalTask;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Pages the people on call at this level, and retries for a week. */
@Component
class NotifyPage implements ExternalTaskHandler {

    private static final List<Duration> RETRIES = Policy.PAGE.retries();

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
    public Map<String, Object> perform(ExternalTask task) {
        var page = Page.of(task);
        long paged = pager.page(page);
        return Map.of("paged", paged, "levelsLeft", page.policy().escalates() && page.level() < onCall.rungs());
    }
}
