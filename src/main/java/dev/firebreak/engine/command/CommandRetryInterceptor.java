package dev.firebreak.engine.command;

import dev.firebreak.engine.IncidentBusy;
import dev.firebreak.engine.OptimisticRetry;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.AssignTaskCmd;
import org.camunda.bpm.engine.impl.cmd.ClaimTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteExternalTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.CorrelateAllMessageCmd;
import org.camunda.bpm.engine.impl.cmd.CorrelateMessageCmd;
import org.camunda.bpm.engine.impl.cmd.DeleteProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.MessageEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.SetExternalTaskRetriesCmd;
import org.camunda.bpm.engine.impl.cmd.SignalEventReceivedCmd;
import org.camunda.bpm.engine.impl.cmd.StartProcessInstanceCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitStartFormCmd;
import org.camunda.bpm.engine.impl.cmd.SubmitTaskFormCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Retries a user's command from Tasklist, Cockpit or REST that lost an optimistic-lock race, such as alerts that clear
 * while a form is submitted. It runs outside the transaction, so that each attempt has its own.
 */
public class CommandRetryInterceptor extends CommandInterceptor {

    /** Commands that hold only the request and can run twice. Other commands keep state of the first attempt. */
    private static final Set<Class<?>> REPEATABLE = Set.of(
            CompleteTaskCmd.class,
            SubmitTaskFormCmd.class,
            ClaimTaskCmd.class,
            AssignTaskCmd.class,
            SubmitStartFormCmd.class,
            StartProcessInstanceCmd.class,
            DeleteProcessInstanceCmd.class,
            CorrelateMessageCmd.class,
            CorrelateAllMessageCmd.class,
            MessageEventReceivedCmd.class,
            SignalEventReceivedCmd.class,
            CompleteExternalTaskCmd.class,
            SetExternalTaskRetriesCmd.class);

    private final ProcessEngineConfigurationImpl engine;

    public CommandRetryInterceptor(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T> T execute(Command<T> command) {
        if (!REPEATABLE.contains(command.getClass()) || !isOutermostByPerson()) {
            return next.execute(command);
        }
        try {
            return OptimisticRetry.call(() -> next.execute(command));
        } catch (IncidentBusy busy) {
            throw new RestException(
                    Status.SERVICE_UNAVAILABLE, busy, busy.getBody().getDetail());
        }
    }

    private boolean isOutermostByPerson() {
        return Context.getCommandContext() == null
                && !TransactionSynchronizationManager.isActualTransactionActive()
                && engine.getIdentityService().getCurrentAuthentication() != null;
    }
}
