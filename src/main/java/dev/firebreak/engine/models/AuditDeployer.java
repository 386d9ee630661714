package dev.firebreak.engine.models;

import dev.firebreak.access.Audit;
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
 * Writes every deployment to the audit: who deployed which files, each with its SHA-256. It joins the deployment's
 * transaction: a model that can't be audited is not deployed, and a refused model leaves no audit entry.
 */
@Component
public class AuditDeployer implements Deployer {

    private static final String FIREBREAK = "firebreak";

    private final ObjectProvider<Audit> audit;
    private final ObjectProvider<DeployedModels> models;
    private final ThreadLocal<String> requester = new ThreadLocal<>();

    AuditDeployer(ObjectProvider<Audit> audit, ObjectProvider<DeployedModels> models) {
        this.audit = audit;
        this.models = models;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            audit.getObject().record("system", actor(), "models.deployed", hashes(deployment));
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

    /** Firebreak deploys with its own identity; the audit names the person who asked for it. */
    <T> T onBehalfOf(String person, Supplier<T> deployment) {
        requester.set(person);
        try {
            return deployment.get();
        } finally {
            requester.remove();
        }
    }

    private String actor() {
        var person = Context.getCommandContext().getAuthenticatedUserId();
        if (person != null) {
            return person;
        }
        return requester.get() == null ? FIREBREAK : requester.get();
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
