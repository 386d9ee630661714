package dev.firebreak.engine.soundness;

import dev.firebreak.engine.CallInputs;
import dev.firebreak.engine.GuardedModels;
import dev.firebreak.engine.admission.ModelRefusal;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** Checks that a process is executable, and that the forms, processes, decisions and steps that it names exist. */
final class ReferenceCheck {

    private static final String RUN_STEP = "run-step";
    private static final String STEP = "step";

    private final List<ModelRefusal> refusals = new ArrayList<>();
    private final BpmnModelInstance model;

    private ReferenceCheck(BpmnModelInstance model) {
        this.model = model;
    }

    static List<ModelRefusal> check(byte[] bpmn, KnownModels models) {
        var check = new ReferenceCheck(Bpmn.readModelFromStream(new ByteArrayInputStream(bpmn)));
        check.processes();
        for (var task : check.model.getModelElementsByType(UserTask.class)) {
            check.named(task, task.getCamundaFormRef(), models.form(), "form");
            check.bound(task, task.getCamundaFormRef(), task.getCamundaFormRefBinding());
        }
        for (var start : check.model.getModelElementsByType(StartEvent.class)) {
            check.named(start, start.getCamundaFormRef(), models.form(), "form");
        }
        for (var call : check.model.getModelElementsByType(CallActivity.class)) {
            check.named(call, call.getCalledElement(), models.process(), "process");
            check.bound(call, call.getCalledElement(), call.getCamundaCalledElementBinding());
            check.ordered(call, models.step());
        }
        for (var task : check.model.getModelElementsByType(BusinessRuleTask.class)) {
            check.named(task, task.getCamundaDecisionRef(), models.decision(), "decision");
            check.bound(task, task.getCamundaDecisionRef(), task.getCamundaDecisionRefBinding());
        }
        return check.refusals;
    }

    /** An older version of a guarded model may have a hole that the version in force has not. */
    private void bound(FlowElement element, String key, String binding) {
        if (key != null && GuardedModels.isGuarded(key) && binding != null && !binding.equals("latest")) {
            refusals.add(new ModelRefusal(
                    element.getId(),
                    "must bind " + key + " by 'latest': it is guarded, and only one version is in force",
                    0));
        }
    }

    /** A step that only the run decides is checked when it is planned. */
    private void ordered(CallActivity call, Predicate<String> exists) {
        if (RUN_STEP.equals(call.getCalledElement())) {
            CallInputs.of(call)
                    .constant(STEP)
                    .filter(step -> !exists.test(step))
                    .ifPresent(step -> refusals.add(new ModelRefusal(
                            call.getId(),
                            "orders the step '%s', which this installation does not have".formatted(step),
                            0)));
        }
    }

    /** The engine takes a file without an executable process and silently deploys nothing. */
    private void processes() {
        var processes = model.getModelElementsByType(Process.class);
        if (processes.isEmpty()) {
            refusals.add(new ModelRefusal(model.getDefinitions().getId(), "has no process", 0));
        }
        processes.stream()
                .filter(process -> !process.isExecutable())
                .forEach(process -> refusals.add(
                        new ModelRefusal(process.getId(), "is not executable: set isExecutable=\"true\"", 0)));
    }

    private void named(FlowElement element, String key, Predicate<String> exists, String kind) {
        if (key != null && !key.contains("{") && !exists.test(key)) {
            refusals.add(new ModelRefusal(
                    element.getId(),
                    "names the %s '%s', which neither this deployment nor the engine has".formatted(kind, key),
                    0));
        }
    }
}
