package dev.firebreak.engine;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ExtensionElements;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;

/**
 * What a call activity hands over to the process that it calls.
 *
 * @param values constants and expressions as drawn, by the name in the called process
 */
public record CallInputs(Map<String, String> values) {

    private static final String EXPRESSION = "${";

    public static CallInputs of(CallActivity call) {
        return new CallInputs(Optional.ofNullable(call.getExtensionElements()).stream()
                .flatMap(CallInputs::drawn)
                .filter(input -> input.getCamundaTarget() != null)
                .collect(Collectors.toMap(
                        CamundaIn::getCamundaTarget, CallInputs::value, (first, second) -> EXPRESSION)));
    }

    /** The constant that is handed over; empty if there is none, or an expression that only the run decides. */
    public Optional<String> constant(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.contains(EXPRESSION));
    }

    private static Stream<CamundaIn> drawn(ExtensionElements extensions) {
        return extensions.getElementsQuery().filterByType(CamundaIn.class).list().stream();
    }

    private static String value(CamundaIn input) {
        return input.getCamundaSourceExpression() == null ? EXPRESSION : input.getCamundaSourceExpression();
    }
}
