package dev.firebreak.oncall;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.oncall.ack.AckLinks;
import dev.firebreak.oncall.paging.Pager;
import org.springframework.context.ApplicationContext;

/** The beans of the on-call module on top of {@link CommsFixture}, without the fail-safe pager and its thread. */
public final class OnCallFixture {

    private OnCallFixture() {}

    public static AckLinks ackLinks(CommsFixture comms) {
        return beans(comms).getBean(AckLinks.class);
    }

    public static Pager pager(CommsFixture comms) {
        return beans(comms).getBean(Pager.class);
    }

    public static <T> T bean(CommsFixture comms, Class<T> type) {
        return beans(comms).getBean(type);
    }

    public static ApplicationContext beans(CommsFixture comms) {
        return comms.beans(
                "dev.firebreak.oncall.ack",
                "dev.firebreak.oncall.calendar",
                "dev.firebreak.oncall.override",
                "dev.firebreak.oncall.paging",
                "dev.firebreak.oncall.reminder",
                "dev.firebreak.oncall.schedule");
    }
}
