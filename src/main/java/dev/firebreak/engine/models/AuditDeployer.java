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

/**
 * Writes down who brought which files into force, each with its SHA-256, whichever way they come. In the deployment's own
 * transaction: a model that can't be recorded does not run, and one that is refused leaves no row.
 */
@Component
public class AuditDeployer implements Deployer {

    private static final String FIREBREAK = "firebreak";

    private final ObjectProvider<Audit> audit;
    private final ThreadLocal<String> reloader = new ThreadLocal<>();

    AuditDeployer(ObjectProvider<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        if (deployment.isNew()) {
            audit.getObject().record("system", who(), "models.deployed", hashes(deployment));
        }
    }

    /** Firebreak deploys as itself, but somebody asked for it. */
    <T> T inTheNameOf(String person, Supplier<T> deployment) {
        reloader.set(person);
        try {
            return deployment.get();
        } finally {
            reloader.remove();
        }
    }

    private String who() {
        var person = Context.getCommandContext().getAuthenticatedUserId();
        if (person != null) {
            return person;
        }
        return reloader.get() == null ? FIREBREAK : reloader.get();
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
