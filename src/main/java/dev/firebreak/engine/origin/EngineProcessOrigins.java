package dev.firebreak.engine.origin;

import dev.firebreak.engine.ModelAuthors;
import dev.firebreak.engine.ProcessOrigins;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads origins from running executions, the engine's history and its repository. */
@Component
class EngineProcessOrigins implements ProcessOrigins {

    /** A deployed model: its file and its deployment. */
    private record Model(String deployment, String file) {}

    private final HistoryService history;
    private final RepositoryService repository;
    private final ModelAuthors authors;
    private final SystemIdentity system;
    private final JdbcClient jdbc;

    EngineProcessOrigins(
            HistoryService history,
            RepositoryService repository,
            ModelAuthors authors,
            SystemIdentity system,
            JdbcClient jdbc) {
        this.history = history;
        this.repository = repository;
        this.authors = authors;
        this.system = system;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<String> businessKey(DelegateExecution execution) {
        return Optional.ofNullable(OwnBusinessKey.rootKey((ExecutionEntity) execution));
    }

    @Override
    public Optional<String> businessKey(String processInstance) {
        return jdbc.sql("""
                        select root.BUSINESS_KEY_ from ACT_RU_EXECUTION own
                        join ACT_RU_EXECUTION root on root.ID_ = own.ROOT_PROC_INST_ID_ where own.ID_ = ?""")
                .param(processInstance)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(key -> key);
    }

    @Override
    public Optional<String> startedBy(String processInstance) {
        return system.run(() -> Optional.ofNullable(instance(processInstance))
                .map(it -> it.getRootProcessInstanceId() == null ? it : instance(it.getRootProcessInstanceId()))
                .map(HistoricProcessInstance::getStartUserId));
    }

    @Override
    public Map<String, String> authors(String processInstance, Collection<String> decisions, Collection<String> forms) {
        return system.run(() -> authors(models(chain(processInstance), decisions, forms)));
    }

    /** This process instance, the one that called it, and so on up to the root. */
    private List<HistoricProcessInstance> chain(String processInstance) {
        var chain = new ArrayList<HistoricProcessInstance>();
        for (var id = processInstance; id != null; ) {
            var instance = instance(id);
            if (instance != null) {
                chain.add(instance);
            }
            id = instance == null ? null : instance.getSuperProcessInstanceId();
        }
        return chain;
    }

    private HistoricProcessInstance instance(String id) {
        return history.createHistoricProcessInstanceQuery()
                .processInstanceId(id)
                .singleResult();
    }

    private Set<Model> models(
            List<HistoricProcessInstance> chain, Collection<String> decisions, Collection<String> forms) {
        var tables = new TreeSet<>(decisions);
        var keys = new TreeSet<>(forms);
        var models = new LinkedHashSet<Model>();
        for (var instance : chain) {
            var definition = repository.getProcessDefinition(instance.getProcessDefinitionId());
            models.add(new Model(definition.getDeploymentId(), definition.getResourceName()));
            var drawn = repository.getBpmnModelInstance(definition.getId());
            drawn.getModelElementsByType(BusinessRuleTask.class).stream()
                    .map(BusinessRuleTask::getCamundaDecisionRef)
                    .forEach(key -> add(tables, key));
            drawn.getModelElementsByType(UserTask.class).stream()
                    .map(UserTask::getCamundaFormRef)
                    .forEach(key -> add(keys, key));
        }
        tables.forEach(key -> table(key).ifPresent(models::add));
        keys.forEach(key -> form(key).ifPresent(models::add));
        return models;
    }

    private static void add(Set<String> keys, String key) {
        if (key != null) {
            keys.add(key);
        }
    }

    private Optional<Model> table(String key) {
        return Optional.ofNullable(repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(key)
                        .latestVersion()
                        .singleResult())
                .map(it -> new Model(it.getDeploymentId(), it.getResourceName()));
    }

    /** By SQL, because the engine has no query for forms. */
    private Optional<Model> form(String key) {
        return jdbc.sql("""
                        select DEPLOYMENT_ID_, RESOURCE_NAME_ from ACT_RE_CAMFORMDEF
                        where KEY_ = ? order by VERSION_ desc limit 1""")
                .param(key)
                .query((row, n) -> new Model(row.getString(1), row.getString(2)))
                .optional();
    }

    private Map<String, String> authors(Set<Model> models) {
        var files = new TreeMap<String, String>();
        for (var model : models) {
            for (var author : authors.of(model.deployment())) {
                files.merge(author, model.file(), (one, other) -> one + ", " + other);
            }
        }
        return files;
    }
}
