package dev.firebreak.lifecycle;

import dev.firebreak.engine.EngineCommand;
import dev.firebreak.engine.Suspects;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.severity.SeverityAssessments;
import dev.firebreak.lifecycle.severity.SeverityEscalation;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.ProcessStartOutbox;
import dev.firebreak.lifecycle.start.ProcessStarter;
import dev.firebreak.lifecycle.start.SecurityIncidents;
import dev.firebreak.lifecycle.start.StartFixture;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Beans with which a small test context of another module can start processes. */
public final class ProcessStartConfiguration {

    private ProcessStartConfiguration() {}

    public static void in(AnnotationConfigApplicationContext rooms) {
        rooms.register(
                Suspects.class,
                EngineCommand.class,
                ProcessStartOutbox.class,
                StartFixture.PARKED,
                IncidentOpener.class,
                SecurityIncidents.class,
                ProcessStarter.class,
                SeverityAssessments.class,
                SeverityEscalation.class,
                PersonCommands.class);
    }

    /** Records an assessment, as the triage process does. */
    public static void judged(ApplicationContext rooms, IncidentId incident, Map<String, Object> facts) {
        rooms.getBean(SeverityAssessments.class).add(incident, SeverityFacts.of(facts, null), Severity.P5);
    }
}
