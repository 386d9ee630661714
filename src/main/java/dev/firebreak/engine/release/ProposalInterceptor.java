package dev.firebreak.engine.release;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Keeps a deployment that {@link ReleaseGate} stopped as a proposal, after the deployment's transaction has rolled
 * back. The answer is 409 with a message that Camunda Modeler shows: it is no success, since nothing is in force yet.
 */
public class ProposalInterceptor extends CommandInterceptor {

    private final ObjectProvider<ModelRelease> release;

    public ProposalInterceptor(ObjectProvider<ModelRelease> release) {
        this.release = release;
    }

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (ReleaseRequired e) {
            throw new RestException(Status.CONFLICT, release.getObject().propose(e.deployment()));
        }
    }
}
