package dev.firebreak.lifecycle.runbook;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.variables.LifecycleVariables;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The runbooks that a commander can order, and the one that runs. A runbook is what the table {@code select-runbook} in
 * force names and what is deployed, so no other process can be started as one.
 */
@Component
@Transactional(readOnly = true)
public class Runbooks {

    /** Instead of a runbook: people lead. */
    public static final String NONE = "none";

    private static final String TABLE = "select-runbook";

    private final CurrentCatalog catalog;
    private final RepositoryService models;
    private final RuntimeService runtime;

    Runbooks(CurrentCatalog catalog, RepositoryService models, RuntimeService runtime) {
        this.catalog = catalog;
        this.models = models;
        this.runtime = runtime;
    }

    /**
     * What the process does now.
     *
     * @param running the key of the runbook that runs; null if none does
     * @param awaitsOrder whether the process takes an order now
     */
    public record State(String running, boolean awaitsOrder) {}

    /** The keys of the runbooks for the kind of the incident's service; none if the catalogue names no target. */
    public List<String> choices(Incident incident) {
        return catalog
                .current()
                .service(incident.service())
                .filter(service -> service.target() != null)
                .map(Service::kind)
                .flatMap(this::suggestions)
                .map(SelectRunbookTable::runbooks)
                .orElse(Set.of())
                .stream()
                .filter(this::isDeployed)
                .toList();
    }

    /** What the table in force has for this kind of service, as one sentence; empty if there is no table. */
    public String said(String kind) {
        return kind == null ? "" : suggestions(kind).map(it -> it.said(kind)).orElse("");
    }

    /** Whether the table in force has this runbook for the kind of service. */
    public boolean isFor(String kind, String runbook) {
        return kind != null
                && suggestions(kind)
                        .filter(it -> it.runbooks().contains(runbook))
                        .isPresent();
    }

    private Optional<SelectRunbookTable> suggestions(String kind) {
        return Optional.ofNullable(models.createDecisionDefinitionQuery()
                        .decisionDefinitionKey(TABLE)
                        .latestVersion()
                        .singleResult())
                .map(table -> SelectRunbookTable.in(models.getDmnModelInstance(table.getId()), TABLE, kind));
    }

    /** Whether a process with this key can be started. */
    public boolean isDeployed(String key) {
        return models.createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .latestVersion()
                        .active()
                        .count()
                > 0;
    }

    /** Which runbook runs, and whether the process takes an order. */
    public State stateOf(IncidentId incident) {
        return runtime
                .createExecutionQuery()
                .processInstanceBusinessKey(incident.value())
                .messageEventSubscriptionName(MessageNames.RUNBOOK_ORDERED)
                .list()
                .stream()
                .findFirst()
                .map(waiting -> new State(running(incident, waiting), true))
                .orElse(new State(null, false));
    }

    private String running(IncidentId incident, Execution waiting) {
        var chosen = runtime.getVariable(waiting.getId(), LifecycleVariables.RUNBOOK.name());
        return chosen instanceof String key
                        && runtime.createProcessInstanceQuery()
                                        .processInstanceBusinessKey(incident.value(), key)
                                        .count()
                                > 0
                ? key
                : null;
    }
}
