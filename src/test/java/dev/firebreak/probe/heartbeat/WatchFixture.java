package dev.firebreak.probe.heartbeat;

import java.time.Clock;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Drives the heartbeats of a node by hand. */
public final class WatchFixture {

    private WatchFixture() {}

    public static void watch(ApplicationContext node) {
        node.getBean(HeartbeatWatch.class).look();
    }

    public static MockMvc http(ApplicationContext node) {
        return MockMvcBuilders.standaloneSetup(new HeartbeatController(node.getBean(ExpectedHeartbeats.class)))
                .build();
    }

    /** Looks as a node that began at this moment, so that nothing has settled. */
    public static void watchAtStart(ApplicationContext node) {
        node.getBean(ExpectedHeartbeats.class).watch(node.getBean(Clock.class).instant());
    }
}
