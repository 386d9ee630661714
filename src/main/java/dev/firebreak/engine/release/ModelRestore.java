package dev.firebreak.engine.release;

import dev.firebreak.access.Person;
import dev.firebreak.engine.GuardedModels;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.AuditDeployer;
import dev.firebreak.engine.models.LatestModels;
import dev.firebreak.engine.models.LatestModels.Kind;
import dev.firebreak.engine.models.LatestModels.Version;
import dev.firebreak.engine.models.ModelVersions.Origin;
import dev.firebreak.engine.soundness.ModelKeys;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/**
 * Brings an earlier version of a model back, as a new version with the old bytes. A guarded model becomes a proposal
 * that waits for a second person like any other; what is not guarded is in force at once.
 */
@Component
public class ModelRestore {

    private static final int LISTED = 5;

    private final LatestModels models;
    private final ModelRelease release;
    private final RepositoryService repository;
    private final AuditDeployer deployments;
    private final SystemIdentity system;

    ModelRestore(
            LatestModels models,
            ModelRelease release,
            RepositoryService repository,
            AuditDeployer deployments,
            SystemIdentity system) {
        this.models = models;
        this.release = release;
        this.repository = repository;
        this.deployments = deployments;
        this.system = system;
    }

    /**
     * What became of it.
     *
     * @param proposal the number of the proposal that waits for release; null if the version is in force
     * @param message for the person who asked
     */
    public record Restored(String key, int version, Long proposal, String message) {}

    /** The versions of processes and decisions that can be brought back, at most five of a key, the newest first. */
    public List<Version> earlier() {
        var earlier = new ArrayList<Version>();
        for (var latest : models.changed()) {
            for (var n = latest.version() - 1; n >= Math.max(1, latest.version() - LISTED); n--) {
                models.version(latest.kind(), latest.key(), n).ifPresent(earlier::add);
            }
        }
        return List.copyOf(earlier);
    }

    /**
     * Restores the file of this version. Other models in the same file come back with it.
     *
     * @throws ReleaseRefused if there is no such version, it is in force, or it is no longer admitted
     */
    public Restored restore(String key, int number, Person by) {
        var version = find(key, number);
        var content = models.content(version);
        var keys = ModelKeys.of(version.file(), content);
        var all = new TreeSet<>(keys.processes());
        all.addAll(keys.decisions());
        all.addAll(keys.forms());
        if (isInForce(version, content)) {
            throw ReleaseRefused.now("This is what is in force: " + key + " has the same content now.");
        }
        var guarded = new TreeSet<>(all);
        guarded.removeIf(it -> !GuardedModels.isGuarded(it));
        var name = "%s back to version %d".formatted(key, number);
        var files = new TreeMap<String, byte[]>();
        files.put(version.file(), content);
        if (guarded.isEmpty()) {
            deploy(name, files, by);
            return new Restored(key, number, null, "%s is in force as it was in version %d.".formatted(key, number));
        }
        var proposal = release.proposal(new ProposedDeployment(name, "restore", by.id(), files, guarded));
        return new Restored(
                key,
                number,
                proposal,
                "%s is guarded: it waits for release as proposal %d.".formatted(String.join(", ", guarded), proposal));
    }

    private Version find(String key, int number) {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> models.version(kind, key, number).stream())
                .findFirst()
                .orElseThrow(() -> ReleaseRefused.unknownVersion(key, number));
    }

    private boolean isInForce(Version version, byte[] content) {
        return models.latest(version.kind(), version.key())
                .filter(latest -> Arrays.equals(models.content(latest), content))
                .isPresent();
    }

    private void deploy(String name, TreeMap<String, byte[]> files, Person by) {
        var builder = repository.createDeployment().name(name).source("restore");
        files.forEach((file, content) -> builder.addInputStream(file, new ByteArrayInputStream(content)));
        try {
            deployments.onBehalfOf(
                    new Origin(by.id(), null),
                    () -> system.run(() -> builder.deploy().getId()));
        } catch (ParseException e) {
            throw ReleaseRefused.model("This version is no longer admitted: " + e.getMessage());
        }
    }
}
