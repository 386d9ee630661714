package dev.firebreak.engine.models;

import dev.firebreak.engine.admission.ModelRefusal;
import dev.firebreak.engine.command.SystemIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
 * (guarantees.md C11). If a file of the folder is refused, the jar's model of that name is used.
 */
@Component
class ModelDeployer implements SmartInitializingSingleton {

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
        reload(null);
    }

    /**
     * Deploys what changed in the files. Called at startup and by {@code POST /api/models/reload}.
     *
     * @param person the login of the person who asked for it, for the audit; null at startup
     */
    synchronized ReloadResult reload(String person) {
        var jar = files.ofJar();
        var refused = new ArrayList<ReloadResult.Refused>();
        var folder = admitted(files.ofFolder(), refused);
        warnOfUnknownNames(jar);
        var changed = audit.onBehalfOf(person, () -> engine.run(() -> deploy(jar, folder, refused)));
        refused.forEach(file ->
                LOG.warn("{} in firebreak.models-dir is refused and not deployed: {}", file.file(), file.reasons()));
        if (!changed.isEmpty()) {
            LOG.info("Models deployed: {}", changed);
        }
        return new ReloadResult(changed, refused);
    }

    private Map<String, byte[]> admitted(Map<String, byte[]> folder, List<ReloadResult.Refused> refused) {
        var good = new TreeMap<String, byte[]>();
        folder.forEach((name, content) -> {
            var refusals = admission.check(name, content);
            if (refusals.isEmpty()) {
                good.put(name, content);
            } else {
                refused.add(new ReloadResult.Refused(name, refusals));
            }
        });
        return good;
    }

    /**
     * A jar whose models name missing beans is a broken build. It only warns, because it must still be able to page.
     */
    private void warnOfUnknownNames(Map<String, byte[]> jar) {
        jar.forEach((name, content) ->
                admission.check(name, content).forEach(refusal -> LOG.error("{} in the jar: {}", name, refusal)));
    }

    /** The engine's parser may refuse a file that passed admission; then deploys again without that file. */
    private List<String> deploy(
            Map<String, byte[]> jar, Map<String, byte[]> folder, List<ReloadResult.Refused> refused) {
        while (true) {
            try {
                return deploy(jar, folder);
            } catch (ProcessEngineException e) {
                var culprits = culprits(e, folder.keySet());
                if (culprits.isEmpty()) {
                    throw e;
                }
                for (var culprit : culprits) {
                    folder.remove(culprit);
                    refused.add(
                            new ReloadResult.Refused(culprit, List.of(new ModelRefusal(culprit, e.getMessage(), 0))));
                }
            }
        }
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

    /** The folder's files that the engine refuses; all of them if the error names none. */
    private static List<String> culprits(ProcessEngineException e, Collection<String> folder) {
        if (e instanceof ParseException parse) {
            var named = parse.getResorceReports().stream()
                    .map(ResourceReport::getResourceName)
                    .filter(folder::contains)
                    .toList();
            if (!named.isEmpty()) {
                return named;
            }
        }
        return List.copyOf(folder);
    }
}
