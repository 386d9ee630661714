package dev.firebreak.engine.forms;

import dev.firebreak.engine.FixedForms;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;

/**
 * Keeps the fields of {@link FixedForms} empty until the person fills them in. Tasklist fills a form's fields with the
 * process variables of the same names, so a model, or the choice of an earlier approver, would make a choice that a
 * person only has to send off.
 */
public class DecisionFields extends AbstractBpmnParseListener {

    @Override
    public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
        for (var definition : definitions) {
            definition.getTaskDefinitions().values().stream()
                    .filter(task -> isFixed(form(task)))
                    .forEach(task -> {
                        var form = form(task);
                        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, it -> empty(it, form));
                        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, it -> pass(it, form));
                    });
        }
    }

    private static String form(TaskDefinition task) {
        return task.getCamundaFormDefinitionKey() == null
                ? ""
                : task.getCamundaFormDefinitionKey().getExpressionText();
    }

    private static boolean isFixed(String form) {
        return FixedForms.isFixed(form);
    }

    /** Variables of the task hide those of the process. */
    private static void empty(DelegateTask task, String form) {
        FixedForms.fields(form).forEach(field -> task.setVariableLocal(field, null));
    }

    /** Hands the person's answers to the process. */
    private static void pass(DelegateTask task, String form) {
        FixedForms.fields(form).forEach(task::removeVariableLocal);
        Submission.of(task.getId())
                .ifPresent(submission -> FixedForms.fields(form)
                        .forEach(field -> task.getExecution()
                                .setVariable(field, submission.values().get(field))));
    }
}
