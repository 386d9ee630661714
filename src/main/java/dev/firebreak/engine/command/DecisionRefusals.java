package dev.firebreak.engine.command;

import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.impl.dmn.cmd.EvaluateDecisionCmd;
import org.camunda.bpm.engine.impl.dmn.cmd.EvaluateDecisionTableCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;

/**
 * Shows why a decision was not evaluated. The engine wraps every failure in a general one, which REST answers with 500;
 * a refusal is an error of the request or of the model, so REST answers 400 and says which.
 */
public class DecisionRefusals extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        try {
            return next.execute(command);
        } catch (ProcessEngineException e) {
            throw isEvaluation(command) ? refusalIn(e) : e;
        }
    }

    private static boolean isEvaluation(Command<?> command) {
        return command instanceof EvaluateDecisionCmd || command instanceof EvaluateDecisionTableCmd;
    }

    private static ProcessEngineException refusalIn(ProcessEngineException e) {
        return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                .filter(NotValidException.class::isInstance)
                .findFirst()
                .map(NotValidException.class::cast)
                .map(ProcessEngineException.class::cast)
                .orElse(e);
    }
}
