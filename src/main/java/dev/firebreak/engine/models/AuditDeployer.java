package dev.firebreak.engine.models;

import dev.firebreak.access.Audit;
import dev.firebreak.engine.models.ModelVersions.Origin;
import dev.firebreak.text.Hash;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes every deployment to the audit and to {@link ModelVersions}: who deployed which files, each with its SHA-256.
 * It joins the deployment's transaction: a model that can't be audited is not deployed, and a refused model leaves no
 * audit entry.
 */
@Component
public class AuditDeployer implements Deployer {

    private static final String FIREBREAK = "firebreak";

    private final ObjectProvider<Audit> audit;
    private final ObjectProvider<ModelVersions> versions;
    private final ObjectProvider<DeployedModels> models;
    private final ThreadLocal<Origin> requester = ThreadLocal.withInitial(() -> Origin.OPERATOR);

    AuditDeployer(
            ObjectProvider<Audit> audit,
            ObjectProvider<ModelVersions> versions,
            ObjectProvider<DeployedModels> models) {
        this.audit = audit;
        this.versions = versions;
        this.models = models;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            var hashes = hashes(deployment);
            var origin = origin();
            audit.getObject().record("system", actor(origin), "models.deployed", hashes);
            versions.getObject().add(deployment.getId(), origin, hashes);
            forgetModels();
        }
    }

    /** At the commit: until then other transactions see the models of before. */
    private void forgetModels() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    models.ifAvailable(DeployedModels::forget);
                }
            });
        }
    }

    /** Firebreak deploys with its own identity; the audit names the people behind it. */
    public <T> T onBehalfOf(Origin people, Supplier<T> deployment) {
        requester.set(people);
        try {
            return deployment.get();
        } finally {
            requester.remove();
        }
    }

    private Origin origin() {
        var person = Context.getCommandContext().getAuthenticatedUserId();
        return person == null ? requester.get() : new Origin(person, null);
    }

    private static String actor(Origin origin) {
        if (origin.releasedBy() != null) {
            return origin.releasedBy();
        }
        return origin.author() == null ? FIREBREAK : origin.author();
    }

    private static Map<String, String> hashes(DeploymentEntity deployment) {
        var hashes = new TreeMap<String, String>();
        deployment
                .getResources()
                .values()
                .forEach(resource -> hashes.put(resource.getName(), Hash.sha256(resource.getBytes())));
        return hashes;
    }
}
