package dev.firebreak.engine.command;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.exception.NotFoundException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.web.ErrorResponseException;

/**
 * Shows a person why a command from Tasklist, Cockpit or REST was refused. The engine's REST API wraps what its commands
 * throw and answers 500 with a stack trace; a refusal has a status of its own, and words.
 */
public class RefusalStatusInterceptor extends CommandInterceptor {

    private final ProcessEngineConfigurationImpl engine;

    public RefusalStatusInterceptor(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (ErrorResponseException e) {
            throw isOutermostByPerson() ? shown(e) : e;
        } catch (BadUserRequestException e) {
            throw isOutermostByPerson() ? new RestException(status(e), e, e.getMessage()) : e;
        }
    }

    private boolean isOutermostByPerson() {
        return Context.getCommandContext() == null
                && engine.getIdentityService().getCurrentAuthentication() != null;
    }

    private static RuntimeException shown(ErrorResponseException e) {
        var status = Status.fromStatusCode(e.getStatusCode().value());
        return status == null ? e : new RestException(status, e, e.getBody().getDetail());
    }

    private static Status status(BadUserRequestException e) {
        return e instanceof NotFoundException ? Status.NOT_FOUND : Status.BAD_REQUEST;
    }
}
