package dev.firebreak.lifecycle.delegate;

import static dev.firebreak.lifecycle.variables.LifecycleVariables.HEADLINE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.HOLD;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.INCIDENT;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.PROFILE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SERVICE_KIND;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.SYMPTOM;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TARGET;
import static dev.firebreak.lifecycle.variables.LifecycleVariables.TITLE;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.engine.EngineCaller;
import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.severity.SeverityFacts;
import dev.firebreak.lifecycle.start.IncidentOpener;
import dev.firebreak.lifecycle.start.SecurityIncidents;
import dev.firebreak.text.Markdown;
import java.util.Optional;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Ensures that the process has a record and that decisions see every fact. For a process that was started from Tasklist
 * or over REST, it opens the record.
 */
@Component
class RecordDetectionDelegate implements JavaDelegate {

    private final ProcessOrigins origins;
    private final Incidents incidents;
    private final Timeline timeline;
    private final IncidentMembers members;
    private final SecurityIncidents security;
    private final EngineCaller caller;
    private final CurrentCatalog catalog;
    private final LifecycleSettings settings;

    RecordDetectionDelegate(
            ProcessOrigins origins,
            Incidents incidents,
            Timeline timeline,
            IncidentMembers members,
            SecurityIncidents security,
            EngineCaller caller,
            CurrentCatalog catalog,
            LifecycleSettings settings) {
        this.origins = origins;
        this.incidents = incidents;
        this.timeline = timeline;
        this.members = members;
        this.security = security;
        this.caller = caller;
        this.catalog = catalog;
        this.settings = settings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var id = INCIDENT.in(execution);
        var incident = incidents.get(id == null ? open(execution) : own(id, execution));
        security.restrict(incident.id(), execution.getVariables());
        var service = catalog.current().service(incident.service()).orElse(null);
        SeverityFacts.of(execution.getVariables(), service).forEach(execution::setVariable);
        name(incident, service, execution);
        PROFILE.set(execution, catalog.current().profile());
        HOLD.set(execution, settings.hold());
    }

    /**
     * Accepts an incident id only from the transaction that opened the record, so that each incident has exactly one
     * process.
     */
    private IncidentId own(IncidentId id, DelegateExecution execution) {
        var others = execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(id.value(), IncidentOpener.PROCESS)
                .list()
                .stream()
                .filter(other -> !other.getId().equals(execution.getProcessInstanceId()));
        var key = origins.businessKey(execution);
        if (!id.value().equals(execution.getProcessBusinessKey())
                || !key.equals(Optional.of(id.value()))
                || others.findAny().isPresent()) {
            throw new BadUserRequestException("incidentId: leave it out, because Firebreak assigns it");
        }
        return id;
    }

    private IncidentId open(DelegateExecution execution) {
        var by = caller.login().orElse("engine");
        var opening = new NewIncident(
                TITLE.in(execution), SERVICE.in(execution), SYMPTOM.in(execution), TARGET.in(execution), by, false);
        var id = incidents.open(opening);
        timeline.decide(id, Decision.DECLARED, "Incident declared: " + opening.title(), by);
        members.add(id, by, IncidentMembers.Part.REPORTER);
        INCIDENT.set(execution, id);
        execution.setProcessBusinessKey(id.value());
        return id;
    }

    private static void name(Incident incident, Service service, DelegateExecution execution) {
        TITLE.set(execution, incident.title());
        HEADLINE.set(
                execution,
                Markdown.line(incident.title() + " (" + incident.service() + ", " + incident.symptom() + ")"));
        SERVICE.set(execution, incident.service());
        SYMPTOM.set(execution, incident.symptom());
        SERVICE_KIND.set(execution, service == null || service.kind() == null ? SeverityFacts.UNKNOWN : service.kind());
        TARGET.set(execution, incident.target() == null && service != null ? service.target() : incident.target());
    }
}
