package dev.firebreak.engine.release;

import org.camunda.bpm.engine.BadUserRequestException;

/**
 * Rolls back a deployment that needs a release. {@link ProposalInterceptor} catches it outside of the transaction and
 * keeps the deployment as a proposal.
 */
class ReleaseRequired extends BadUserRequestException {

    private static final long serialVersionUID = 1L;

    private final transient ProposedDeployment deployment;

    ReleaseRequired(ProposedDeployment deployment) {
        super(String.join(", ", deployment.keys()) + " waits for release");
        this.deployment = deployment;
    }

    ProposedDeployment deployment() {
        return deployment;
    }
}
