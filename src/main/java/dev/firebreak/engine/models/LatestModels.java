package dev.firebreak.engine.models;

import dev.firebreak.engine.command.SystemIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The models that the engine uses for what starts now: the latest version of each key. */
@Component
public class LatestModels {

    /** What a key names. A process, a decision and a form may have the same key. */
    public enum Kind {
        PROCESS,
        DECISION,
        FORM
    }

    /**
     * One version of a model.
     *
     * @param version counted by the engine, from 1
     * @param file the name of its file in the deployment
     */
    public record Version(Kind kind, String key, int version, String deployment, String file) {

        static Version of(Kind kind, ResourceDefinition definition) {
            return new Version(
                    kind,
                    definition.getKey(),
                    definition.getVersion(),
                    definition.getDeploymentId(),
                    definition.getResourceName());
        }
    }

    private final ObjectProvider<ProcessEngine> engine;
    private final ObjectProvider<SystemIdentity> system;

    LatestModels(ObjectProvider<ProcessEngine> engine, ObjectProvider<SystemIdentity> system) {
        this.engine = engine;
        this.system = system;
    }

    /** The latest version; empty if the engine has no model with this key. */
    public Optional<Version> latest(Kind kind, String key) {
        return as(() -> Optional.ofNullable(definition(kind, key)).map(found -> Version.of(kind, found)));
    }

    /** This version; empty if the engine has none, or no longer. */
    public Optional<Version> version(Kind kind, String key, int version) {
        return as(() -> Optional.ofNullable(definition(kind, key, version)).map(found -> Version.of(kind, found)));
    }

    /** The keys of all processes. */
    public Set<String> processes() {
        return processVersions().stream().map(Version::key).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The version in force of each process, by key. */
    public List<Version> processVersions() {
        return as(() ->
                models()
                        .getRepositoryService()
                        .createProcessDefinitionQuery()
                        .withoutTenantId()
                        .latestVersion()
                        .list()
                        .stream()
                        .map(found -> Version.of(Kind.PROCESS, found))
                        .sorted(Comparator.comparing(Version::key))
                        .toList());
    }

    /** The latest versions of all processes and decisions that have an earlier one, by key. */
    public List<Version> changed() {
        return as(() -> Stream.concat(
                        models()
                                .getRepositoryService()
                                .createProcessDefinitionQuery()
                                .withoutTenantId()
                                .latestVersion()
                                .list()
                                .stream()
                                .map(it -> Version.of(Kind.PROCESS, it)),
                        models()
                                .getRepositoryService()
                                .createDecisionDefinitionQuery()
                                .withoutTenantId()
                                .latestVersion()
                                .list()
                                .stream()
                                .map(it -> Version.of(Kind.DECISION, it)))
                .filter(it -> it.version() > 1)
                .sorted(Comparator.comparing(Version::key))
                .toList());
    }

    /** The content of a file of a deployment. */
    public byte[] content(Version version) {
        return as(() -> {
            try (var stream =
                    models().getRepositoryService().getResourceAsStream(version.deployment(), version.file())) {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private ResourceDefinition definition(Kind kind, String key) {
        return switch (kind) {
            case PROCESS ->
                models().getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .withoutTenantId()
                        .latestVersion()
                        .singleResult();
            case DECISION ->
                models().getRepositoryService()
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(key)
                        .withoutTenantId()
                        .latestVersion()
                        .singleResult();
            // The engine has no query for forms.
            case FORM ->
                configuration()
                        .getCommandExecutorTxRequired()
                        .execute(command ->
                                command.getCamundaFormDefinitionManager().findLatestDefinitionByKey(key));
        };
    }

    private ResourceDefinition definition(Kind kind, String key, int version) {
        return switch (kind) {
            case PROCESS ->
                models().getRepositoryService()
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(key)
                        .processDefinitionVersion(version)
                        .withoutTenantId()
                        .singleResult();
            case DECISION ->
                models().getRepositoryService()
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(key)
                        .decisionDefinitionVersion(version)
                        .withoutTenantId()
                        .singleResult();
            case FORM ->
                configuration()
                        .getCommandExecutorTxRequired()
                        .execute(command -> command.getCamundaFormDefinitionManager()
                                .findDefinitionByKeyVersionAndTenantId(key, version, null));
        };
    }

    private <T> T as(Supplier<T> read) {
        return system.getObject().run(read);
    }

    private ProcessEngine models() {
        return engine.getObject();
    }

    private ProcessEngineConfigurationImpl configuration() {
        return (ProcessEngineConfigurationImpl) models().getProcessEngineConfiguration();
    }
}
