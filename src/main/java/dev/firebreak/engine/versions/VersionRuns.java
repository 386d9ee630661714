package dev.firebreak.engine.versions;

import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import dev.firebreak.engine.models.LatestModels.Version;
import dev.firebreak.engine.models.ModelVersions;
import dev.firebreak.engine.models.ModelVersions.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.stereotype.Component;

/** Counts what runs, and ran, by each version of a process. */
@Component
public class VersionRuns {

    private static final int LISTED = 30;

    /**
     * A version of a process.
     *
     * @param running how many of its instances run now
     */
    public record Running(String key, int version, int running) {}

    /** The version of a process that starts now. */
    public record InForce(String key, int version) {}

    /**
     * What ran by one version.
     *
     * @param ended as the engine remembers it, for 90 days
     * @param incidents the incidents of its newest instances, at most 30
     */
    public record Runs(long running, long ended, List<String> incidents) {}

    /**
     * A version of a process or decision.
     *
     * @param author null if it came from the jar or the models folder, or is older than this record
     * @param releasedBy null if it needed no release
     * @param runs null for a decision
     */
    public record Details(
            String key,
            int version,
            String file,
            boolean isInForce,
            String author,
            String releasedBy,
            byte[] content,
            Runs runs) {}

    private final ManagementService management;
    private final RepositoryService repository;
    private final HistoryService history;
    private final LatestModels models;
    private final ModelVersions versions;
    private final SystemIdentity system;

    VersionRuns(
            ManagementService management,
            RepositoryService repository,
            HistoryService history,
            LatestModels models,
            ModelVersions versions,
            SystemIdentity system) {
        this.management = management;
        this.repository = repository;
        this.history = history;
        this.models = models;
        this.versions = versions;
        this.system = system;
    }

    /** Every version by which something runs, by key, the newest first. */
    public List<Running> running() {
        return system.run(() -> management.createProcessDefinitionStatisticsQuery().list().stream()
                .filter(it -> it.getInstances() > 0)
                .map(it -> new Running(it.getKey(), it.getVersion(), it.getInstances()))
                .sorted(Comparator.comparing(Running::key)
                        .thenComparing(Comparator.comparing(Running::version).reversed()))
                .toList());
    }

    /** The version in force of each process, by key. */
    public List<InForce> inForce() {
        return models.processVersions().stream()
                .map(it -> new InForce(it.key(), it.version()))
                .toList();
    }

    /** The version of a process or decision; empty if the engine has none with this key and number. */
    public Optional<Details> find(String key, int number) {
        return models.version(Kind.PROCESS, key, number)
                .or(() -> models.version(Kind.DECISION, key, number))
                .map(this::details);
    }

    private Details details(Version version) {
        var origin = versions.origin(version);
        return new Details(
                version.key(),
                version.version(),
                version.file(),
                models.latest(version.kind(), version.key())
                        .filter(version::equals)
                        .isPresent(),
                origin.map(Origin::author).orElse(null),
                origin.map(Origin::releasedBy).orElse(null),
                models.content(version),
                version.kind() == Kind.PROCESS
                        ? system.run(() -> definition(version).map(this::runs).orElse(null))
                        : null);
    }

    /** How the process in this file differs from the version in force; empty if there is none, or it is no process. */
    public Optional<DiagramDifference> difference(String file, byte[] content) {
        return !file.endsWith(".bpmn")
                ? Optional.empty()
                : models.latest(Kind.PROCESS, DiagramDifference.key(content))
                        .map(inForce -> DiagramDifference.of(models.content(inForce), content));
    }

    private Optional<String> definition(Version version) {
        return Optional.ofNullable(repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(version.key())
                        .processDefinitionVersion(version.version())
                        .withoutTenantId()
                        .singleResult())
                .map(ProcessDefinition::getId);
    }

    private Runs runs(String definition) {
        var newest = history
                .createHistoricProcessInstanceQuery()
                .processDefinitionId(definition)
                .orderByProcessInstanceStartTime()
                .desc()
                .listPage(0, LISTED)
                .stream()
                .map(HistoricProcessInstance::getBusinessKey)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Runs(
                history.createHistoricProcessInstanceQuery()
                        .processDefinitionId(definition)
                        .unfinished()
                        .count(),
                history.createHistoricProcessInstanceQuery()
                        .processDefinitionId(definition)
                        .finished()
                        .count(),
                newest);
    }
}
