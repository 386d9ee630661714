package dev.firebreak;

import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Stories of one kind share a booted application. Each class of them finds the database as the application's start left
 * it, at the present time.
 */
public class StoryReset implements TestExecutionListener {

    private static final String SNAPSHOT = StoryReset.class.getName();

    @Override
    public void beforeTestClass(TestContext test) {
        var beans = test.getApplicationContext();
        beans.getBean(MovableClock.class).moveToThePresent();
        var jdbc = beans.getBean(JdbcClient.class);
        if (beans.containsBean(SNAPSHOT)) {
            beans.getBean(SNAPSHOT, Snapshot.class).restore(jdbc);
        } else {
            ((ConfigurableApplicationContext) beans).getBeanFactory().registerSingleton(SNAPSHOT, Snapshot.of(jdbc));
        }
    }

    /** Other engines of this JVM go by the real time. */
    @Override
    public void afterTestClass(TestContext test) {
        ClockUtil.reset();
    }
}
