package dev.firebreak.alert.split;

import dev.firebreak.incident.IncidentId;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Lets tests of other packages take groups out of an incident. */
public final class SplitFixture {

    private SplitFixture() {}

    public static IncidentId service(ApplicationContext context, IncidentId from, String service) {
        return split(context, from, new SplitRequest(null, service, "it has a cause of its own"));
    }

    public static IncidentId groups(ApplicationContext context, IncidentId from, UUID... groups) {
        return split(context, from, new SplitRequest(List.of(groups), null, "it has a cause of its own"));
    }

    private static IncidentId split(ApplicationContext context, IncidentId from, SplitRequest request) {
        return context.getBean(GroupSplit.class).split(from, request, "carla");
    }
}
