package dev.firebreak.engine.models;

import dev.firebreak.engine.admission.ModelRefusal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.Problem;
import org.camunda.bpm.engine.impl.bpmn.parser.ResourceReportImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Runs admission before the engine's parsers on every deployment: at startup, over REST, from Camunda Modeler or the
 * webapps. REST answers 400 with files, elements and reasons.
 */
@Component
public class AdmissionDeployer implements Deployer {

    private final ObjectProvider<ModelCheck> admission;
    private final ThreadLocal<Boolean> fromJar = ThreadLocal.withInitial(() -> false);

    AdmissionDeployer(ObjectProvider<ModelCheck> admission) {
        this.admission = admission;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        ParseException refused = null;
        for (var refusal : refusals(deployment).entrySet()) {
            var file = refusal.getKey();
            var problems =
                    refusal.getValue().stream().map(AdmissionDeployer::problem).toList();
            if (refused == null) {
                var message = "%s is refused: %s".formatted(file, text(problems));
                refused = new ParseException(message, file, problems, List.of());
            } else {
                refused.getResorceReports().add(new ResourceReportImpl(file, problems, List.of()));
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** Deploys models of the jar, which may name unknown beans and topics: the build checks those names. */
    <T> T withoutNameCheck(Supplier<T> deployment) {
        fromJar.set(true);
        try {
            return deployment.get();
        } finally {
            fromJar.remove();
        }
    }

    /** Models in the engine or in the jar may name beans that no longer exist; no model may run code. */
    private Map<String, List<ModelRefusal>> refusals(DeploymentEntity deployment) {
        var check = admission.getObject();
        var files = new TreeMap<String, byte[]>();
        deployment.getResources().values().forEach(resource -> files.put(resource.getName(), resource.getBytes()));
        return deployment.isNew() && !fromJar.get() ? check.check(files, Map.of()) : check.checkSafety(files);
    }

    private static String text(List<Problem> problems) {
        return String.join(
                "; ", problems.stream().map(Problem::getMessage).limit(3).toList());
    }

    private static Problem problem(ModelRefusal refusal) {
        return new RefusedElement(refusal);
    }

    private record RefusedElement(ModelRefusal refusal) implements Problem {

        @Override
        public String getMessage() {
            return refusal.toString();
        }

        @Override
        public int getLine() {
            return refusal.line();
        }

        @Override
        public int getColumn() {
            return 0;
        }

        @Override
        public String getMainElementId() {
            return refusal.element();
        }

        @Override
        public List<String> getElementIds() {
            return List.of(refusal.element());
        }
    }
}
