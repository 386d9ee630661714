package dev.firebreak.engine.decisions;

import java.util.function.Function;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngine;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.engine.exception.NotValidException;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.variable.context.VariableContext;

/**
 * The engine's DMN engine with limits for each evaluation, whoever asks: REST, a business rule task, our own code
 * (guarantees.md H5). Admission bounds what a decision can cost; this is the second layer. A decision that exceeds a
 * limit is parked. REST answers 400.
 */
final class GuardedDecisions extends DefaultDmnEngine {

    private final EvaluationWatch watch;
    private final ParkedDecisions parked;

    GuardedDecisions(DefaultDmnEngineConfiguration settings, EvaluationWatch watch, ParkedDecisions parked) {
        super(settings);
        this.watch = watch;
        this.parked = parked;
    }

    @Override
    public DmnDecisionResult evaluateDecision(DmnDecision decision, VariableContext variables) {
        return guarded(decision, variables, bounded -> super.evaluateDecision(decision, bounded));
    }

    @Override
    public DmnDecisionTableResult evaluateDecisionTable(DmnDecision decision, VariableContext variables) {
        return guarded(decision, variables, bounded -> super.evaluateDecisionTable(decision, bounded));
    }

    private <T> T guarded(DmnDecision decision, VariableContext variables, Function<VariableContext, T> evaluation) {
        var id = id(decision);
        parked.reason(id).ifPresent(reason -> {
            throw new NotValidException(
                    "decision '%s' %s and is parked: deploy a corrected version".formatted(decision.getKey(), reason));
        });
        var result = watch.watched(
                reason -> parked.park(id, decision.getKey(), reason), () -> limited(decision, variables, evaluation));
        if (ValueSize.isTooLarge(result)) {
            throw new NotValidException("the result of decision '%s' is larger than %,d characters or entries"
                    .formatted(decision.getKey(), ValueSize.MAX));
        }
        return result;
    }

    private <T> T limited(DmnDecision decision, VariableContext variables, Function<VariableContext, T> evaluation) {
        try {
            return evaluation.apply(new BoundedVariables(variables, watch));
        } catch (StackOverflowError e) {
            throw new NotValidException("decision '%s' is nested too deeply".formatted(decision.getKey()));
        } catch (Throwable e) {
            // The library reports an interrupt in several ways.
            var reason = watch.excess();
            if (reason != null) {
                throw new NotValidException("decision '%s' %s".formatted(decision.getKey(), reason));
            }
            throw e;
        }
    }

    private static String id(DmnDecision decision) {
        return decision instanceof DecisionDefinition definition && definition.getId() != null
                ? definition.getId()
                : decision.getKey();
    }
}
