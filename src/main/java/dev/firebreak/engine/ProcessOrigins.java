package dev.firebreak.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * Where a process instance comes from. The answers come from the engine's own records, never from variables, which any
 * model can write.
 */
public interface ProcessOrigins {

    /**
     * The business key of the root process instance, which only Firebreak sets: the incident's id. A called process may
     * claim another key. Empty if the root has none, as a process that a model's own timer started.
     */
    Optional<String> businessKey(DelegateExecution execution);

    /** As {@link #businessKey(DelegateExecution)}, for a committed process instance. */
    Optional<String> businessKey(String processInstance);

    /** The login of the person who started the root process instance; empty if no person did. */
    Optional<String> startedBy(String processInstance);

    /**
     * The files of deployed models by their author's login: the processes from the root to this instance, and the
     * decision tables and forms that they name, each in the version in force.
     *
     * @param decisions keys of decision tables that take part although no diagram names them
     * @param forms keys of forms that take part although no diagram names them
     */
    Map<String, String> authors(String processInstance, Collection<String> decisions, Collection<String> forms);
}
