package dev.firebreak.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The eight ways in which a BPMN file can run code in an engine with default settings (guarantees.md "Engine
 * hardening").
 */
public final class CodeExecutionModels {

    public static final Path SHELL_CANARY = Path.of(System.getProperty("java.io.tmpdir"), "firebreak-shell-canary");

    private static final String CALL =
            "${''.getClass().forName('" + CanaryDelegate.class.getName() + "').newInstance()}";

    private CodeExecutionModels() {}

    /** One named attack: a complete model with an element {@code Attack}. */
    public record Vector(String name, String bpmn) {
        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Vector> all() {
        var vectors = new ArrayList<Vector>();
        vectors.add(vector("shell task", """
                <bpmn:serviceTask id="Attack" camunda:type="shell"><bpmn:extensionElements>
                  <camunda:field name="command" stringValue="touch"/>
                  <camunda:field name="arg1" stringValue="%s"/>
                </bpmn:extensionElements></bpmn:serviceTask>""".formatted(SHELL_CANARY)));
        vectors.add(vector(
                "service task expression", "<bpmn:serviceTask id='Attack' camunda:expression=\"" + CALL + "\"/>"));
        vectors.add(vector("assignee", "<bpmn:userTask id='Attack' camunda:assignee=\"" + CALL + "\"/>"));
        vectors.add(vector("listener", """
                <bpmn:userTask id="Attack"><bpmn:extensionElements>
                  <camunda:executionListener event="start" expression="%s"/>
                </bpmn:extensionElements></bpmn:userTask>""".formatted(CALL)));
        vectors.add(vector("script task", """
                <bpmn:scriptTask id="Attack" scriptFormat="juel"><bpmn:script>%s</bpmn:script></bpmn:scriptTask>""".formatted(CALL)));
        vectors.add(vector("input mapping", """
                <bpmn:userTask id="Attack"><bpmn:extensionElements><camunda:inputOutput>
                  <camunda:inputParameter name="x">%s</camunda:inputParameter>
                </camunda:inputOutput></bpmn:extensionElements></bpmn:userTask>""".formatted(CALL)));
        vectors.add(vector("due date", "<bpmn:userTask id='Attack' camunda:dueDate=\"" + CALL + "\"/>"));
        vectors.add(vector(
                "class", "<bpmn:serviceTask id='Attack' camunda:class='" + CanaryDelegate.class.getName() + "'/>"));
        return vectors;
    }

    private static Vector vector(String name, String element) {
        return new Vector(name, TestModels.around(element));
    }

    /** Whether an attack ran code, in the JVM or as a command of the operating system. */
    public static boolean ran(Runnable attempt) {
        try {
            Files.deleteIfExists(SHELL_CANARY);
            var sang = CanaryDelegate.sangDuring(attempt);
            Thread.sleep(100);
            return sang || Files.deleteIfExists(SHELL_CANARY);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
