package dev.firebreak;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * The engine's registry is static, and its REST interface and web applications ask it for the engine {@code default}:
 * where a JVM keeps several booted applications, they find the one that the test is about.
 */
public class EngineRegistration implements TestExecutionListener {

    @Override
    public void prepareTestInstance(TestContext test) {
        ProcessEngines.registerProcessEngine(test.getApplicationContext().getBean(ProcessEngine.class));
    }
}
