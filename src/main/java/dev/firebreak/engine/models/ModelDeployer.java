package dev.firebreak.engine.models;

import dev.firebreak.engine.admission.ModelRefusal;
import dev.firebreak.engine.command.SystemIdentity;
import dev.firebreak.engine.models.ModelVersions.Origin;
import dev.firebreak.engine.models.reload.ReloadResult;
import dev.firebreak.engine.models.reload.ReloadableModels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.ResourceReport;
import org.camunda.bpm.engine.repository.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Deploys the jar's models, overridden by those of {@code firebreak.models-dir}, as one deployment. Only changed files
 * become new versions. Nodes that start at the same time take turns: the engine holds a database lock while it compares
 * (guarantees.md C11). A refused file never takes the place of a good one: a reload with a refused file changes nothing,
 * and a start leaves in force what was there, or the jar's model if nothing was.
 */
@Component
class ModelDeployer implements ReloadableModels, SmartInitializingSingleton {

    static final String DEPLOYMENT = "firebreak";

    private static final Logger LOG = LoggerFactory.getLogger(ModelDeployer.class);

    private final ModelFiles files;
    private final ModelCheck admission;
    private final AdmissionDeployer gate;
    private final AuditDeployer audit;
    private final RepositoryService repository;
    private final SystemIdentity engine;

    ModelDeployer(
            ModelFiles files,
            ModelCheck admission,
            AdmissionDeployer gate,
            AuditDeployer audit,
            RepositoryService repository,
            SystemIdentity engine) {
        this.files = files;
        this.admission = admission;
        this.gate = gate;
        this.audit = audit;
        this.repository = repository;
        this.engine = engine;
    }

    /** Runs before the web server opens and before any job runs. */
    @Override
    public void afterSingletonsInstantiated() {
        start();
    }

    /** Deploys what changed. Refused files of the folder are left out, so that a node can always start. */
    synchronized ReloadResult start() {
        var jar = files.ofJar();
        warnOfUnknownNames(jar);
        var folder = new TreeMap<>(files.ofFolder());
        var refused = new TreeMap<String, List<ModelRefusal>>();
        leaveOut(check(folder, jar), folder, jar, refused);
        while (true) {
            try {
                return result(deploy(Origin.OPERATOR, jar, folder), refused);
            } catch (ProcessEngineException e) {
                var culprits = culprits(e, folder.keySet());
                if (culprits.isEmpty()) {
                    throw e;
                }
                leaveOut(culprits, folder, jar, refused);
            }
        }
    }

    /**
     * Deploys what changed in the files if all of them are good, and nothing otherwise.
     *
     * @param person the login of the person who asked for it, for the audit
     */
    @Override
    public synchronized ReloadResult reload(String person) {
        var jar = files.ofJar();
        var folder = files.ofFolder();
        var refused = admission.check(folder, jar);
        if (!refused.isEmpty()) {
            return result(List.of(), refused);
        }
        try {
            return result(deploy(new Origin(person, null), jar, folder), refused);
        } catch (ProcessEngineException e) {
            var culprits = culprits(e, folder.keySet());
            if (culprits.isEmpty()) {
                throw e;
            }
            return result(List.of(), culprits);
        }
    }

    private static ReloadResult result(List<String> deployed, Map<String, List<ModelRefusal>> refused) {
        if (!deployed.isEmpty()) {
            LOG.info("Models deployed: {}", deployed);
        }
        refused.forEach((file, why) ->
                LOG.warn("{} in firebreak.models-dir is refused; what was in force stays in force: {}", file, why));
        return new ReloadResult(
                deployed,
                refused.entrySet().stream()
                        .map(file -> new ReloadResult.Refused(file.getKey(), file.getValue()))
                        .toList());
    }

    /** Files that name a refused file of the folder are refused, too. */
    private Map<String, List<ModelRefusal>> check(Map<String, byte[]> folder, Map<String, byte[]> jar) {
        var good = new TreeMap<>(folder);
        var refused = new TreeMap<String, List<ModelRefusal>>();
        var found = admission.check(good, jar);
        while (!found.isEmpty()) {
            refused.putAll(found);
            good.keySet().removeAll(found.keySet());
            found = admission.check(good, jar);
        }
        return refused;
    }

    /** A file that was deployed before keeps its last good version: then the jar's file is left out as well. */
    private void leaveOut(
            Map<String, List<ModelRefusal>> culprits,
            Map<String, byte[]> folder,
            Map<String, byte[]> jar,
            Map<String, List<ModelRefusal>> refused) {
        refused.putAll(culprits);
        folder.keySet().removeAll(culprits.keySet());
        var before = engine.run(this::deployedBefore);
        culprits.keySet().stream().filter(before::contains).forEach(jar::remove);
    }

    private Set<String> deployedBefore() {
        return repository
                .createDeploymentQuery()
                .deploymentName(DEPLOYMENT)
                .deploymentSource(DEPLOYMENT)
                .list()
                .stream()
                .flatMap(deployment -> repository.getDeploymentResourceNames(deployment.getId()).stream())
                .collect(Collectors.toSet());
    }

    /**
     * A jar whose models name missing beans is a broken build. It only warns, because it must still be able to page.
     */
    private void warnOfUnknownNames(Map<String, byte[]> jar) {
        admission.check(jar, Map.of()).forEach((name, refusals) -> LOG.error("{} in the jar: {}", name, refusals));
    }

    private List<String> deploy(Origin origin, Map<String, byte[]> jar, Map<String, byte[]> folder) {
        return audit.onBehalfOf(origin, () -> engine.run(() -> deploy(jar, folder)));
    }

    private List<String> deploy(Map<String, byte[]> jar, Map<String, byte[]> folder) {
        var all = new TreeMap<>(jar);
        all.putAll(folder);
        if (all.isEmpty()) {
            return List.of();
        }
        var builder = repository
                .createDeployment()
                .name(DEPLOYMENT)
                .source(DEPLOYMENT)
                .enableDuplicateFiltering(true);
        all.forEach((name, content) -> builder.addInputStream(name, new java.io.ByteArrayInputStream(content)));
        var before = repository.createDeploymentQuery().count();
        var deployment = gate.withoutNameCheck(builder::deploy);
        return repository.createDeploymentQuery().count() == before
                ? List.of()
                : repository.getDeploymentResources(deployment.getId()).stream()
                        .map(Resource::getName)
                        .sorted()
                        .toList();
    }

    /** The folder's files that the engine's parser refuses after admission; all of them if the error names none. */
    private static Map<String, List<ModelRefusal>> culprits(ProcessEngineException e, Collection<String> folder) {
        var named = new ArrayList<>(folder);
        if (e instanceof ParseException parse) {
            named.retainAll(parse.getResorceReports().stream()
                    .map(ResourceReport::getResourceName)
                    .toList());
        }
        return (named.isEmpty() ? folder : named)
                .stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                file -> List.of(new ModelRefusal(file, String.valueOf(e.getMessage()), 0))));
    }
}
