package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Lets a small context of another room start processes. */
public final class Starting {

    private Starting() {}

    public static void in(AnnotationConfigApplicationContext rooms) {
        rooms.register(ProcessStarts.class, Beginnings.class, Starter.class, Judgements.class, Worsening.class);
    }

    /** As triage does it. */
    public static void judged(ApplicationContext rooms, IncidentId incident, Map<String, Object> facts) {
        rooms.getBean(Judgements.class).add(incident, Facts.of(facts, null), Severity.P5);
    }
}
