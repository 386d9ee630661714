package dev.firebreak.engine.forms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.FirebreakTest;
import dev.firebreak.engine.TestModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@FirebreakTest
class DueTextListenerTests {

    @Autowired
    ProcessEngine engine;

    private String deployment;

    @BeforeEach
    void aProcessWithATaskThatIsDue() {
        deployment = engine.getRepositoryService()
                .createDeployment()
                .addString("times-in-forms.bpmn", TestModels.process("times-in-forms", """
                        <bpmn:startEvent id="Start"/>
                        <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Inform"/>
                        <bpmn:userTask id="Inform" camunda:candidateGroups="commander" camunda:dueDate="${due}"/>
                        """))
                .deploy()
                .getId();
    }

    @AfterEach
    void nothingIsLeft() {
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void aTaskSaysItsDueTimeInWords() {
        assertThat(dueText(start())).isEqualTo("22 Nov 2026, 07:16 UTC");
    }

    @Test
    void theWordsFollowTheDueTime() {
        var task = start();

        engine.getTaskService().setDueDate(task.getId(), Date.from(Instant.parse("2026-11-22T08:01:00Z")));
        var later = dueText(task);
        engine.getTaskService().setDueDate(task.getId(), null);

        assertThat(later).isEqualTo("22 Nov 2026, 08:01 UTC");
        assertThat(dueText(task)).isNull();
    }

    @Test
    void noFormShowsATimeOfTheProcessAsItIs() throws IOException {
        try (var forms = Files.list(Path.of("forms"))) {
            for (var form : forms.toList()) {
                assertThat(Files.readString(form))
                        .as("%s", form)
                        .doesNotContainPattern("\\{\\{\\w*(Due|Every|Within|At)}}");
            }
        }
    }

    private Task start() {
        var instance = engine.getRuntimeService()
                .startProcessInstanceByKey("times-in-forms", Map.of("due", "2026-11-22T07:16:00Z"));
        return engine.getTaskService()
                .createTaskQuery()
                .processInstanceId(instance.getId())
                .singleResult();
    }

    private Object dueText(Task task) {
        return engine.getTaskService().getVariableLocal(task.getId(), "dueText");
    }
}
