package dev.firebreak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.boot.test.context.TestComponent;

/**
 * Writes down which nodes and flows of the shipped models a test JVM runs, and which steps they order, one file for
 * each JVM. {@link
 * ModelPathsTests} reads the files of the whole build. A model that a test has changed does not count.
 */
@TestComponent
public class ModelPathRecorder extends AbstractProcessEnginePlugin {

    private static final Path FILE = folder().resolve(ProcessHandle.current().pid() + ".txt");
    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();

    private final Map<String, Boolean> shipped = new ConcurrentHashMap<>();

    /** Each build has its own folder, so that a test that was deleted does not count. */
    static Path folder() {
        return Path.of(System.getProperty("firebreak.model-paths", "target/model-paths/local"));
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        var listeners = engine.getCustomPostBPMNParseListeners();
        var all = new ArrayList<>(listeners == null ? List.of() : listeners);
        all.add(new AbstractBpmnParseListener() {
            @Override
            public void parseProcess(Element element, ProcessDefinitionEntity process) {
                listen(process);
            }
        });
        engine.setCustomPostBPMNParseListeners(all);
    }

    private void listen(ScopeImpl scope) {
        for (var activity : scope.getActivities()) {
            ExecutionListener started = execution -> ran((ExecutionEntity) execution, activity.getId());
            activity.addListener(ExecutionListener.EVENTNAME_START, started);
            for (var flow : activity.getOutgoingTransitions()) {
                ExecutionListener taken = execution -> ran((ExecutionEntity) execution, flow.getId());
                ((TransitionImpl) flow).addListener(ExecutionListener.EVENTNAME_TAKE, taken);
            }
            listen(activity);
        }
    }

    private void ran(ExecutionEntity execution, String element) {
        record(execution, element);
        if (execution.getProcessDefinition().getKey().equals("run-step") && execution.getSuperExecution() != null) {
            record(execution.getSuperExecution(), "orders " + execution.getVariable("step"));
        }
    }

    private void record(ExecutionEntity execution, String what) {
        var process = execution.getProcessDefinition();
        var line = process.getKey() + " " + what;
        if (!SEEN.contains(line)
                && shipped.computeIfAbsent(process.getId(), id -> isShipped(process))
                && SEEN.add(line)) {
            write(line);
        }
    }

    private static boolean isShipped(ProcessDefinitionEntity process) {
        var deployed = Context.getCommandContext()
                .getResourceManager()
                .findResourceByDeploymentIdAndResourceName(process.getDeploymentId(), process.getResourceName());
        return Stream.of("processes", "runbooks")
                .map(folder -> Path.of(folder, process.getKey() + ".bpmn"))
                .filter(Files::exists)
                .anyMatch(file -> Arrays.equals(read(file), deployed.getBytes()));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized void write(String line) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
