package dev.firebreak.worker.loop;

import dev.firebreak.catalog.InMemorySecrets;
import dev.firebreak.catalog.Secrets;
import dev.firebreak.database.NodeName;
import dev.firebreak.engine.NodeGate;
import dev.firebreak.engine.SharedMappers;
import dev.firebreak.worker.ExternalTaskHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/**
 * A real engine without Spring, with three small processes: the external task "fix", then a wait state; the external
 * task "page" alone, with a priority by a variable; and an external task of another technology, then a wait state.
 */
final class SingleTaskEngine implements AutoCloseable {

    static final String INCIDENT = "INC-20261122-071630-017";

    final ProcessEngine engine = Shared.ENGINE;
    final Secrets secrets = InMemorySecrets.of(new MockEnvironment().withProperty("FIREBREAK_SECRET_LAMP", "hunter22"));
    final NodeGate gate = new NodeGate();
    private final List<Worker> workers = new ArrayList<>();

    Duration pollEvery = Duration.ofMillis(200);
    Duration finishWithin = Duration.ofSeconds(20);

    SingleTaskEngine() {
        afterwards(() -> {});
    }

    /** @param action runs in the transaction that completes the task */
    void afterwards(Runnable action) {
        Shared.afterwards = action;
    }

    void startPage(long priority) {
        engine.getRuntimeService().startProcessInstanceByKey("page", INCIDENT, Map.of("priority", priority));
    }

    /** A process with the external task "other.look", of another technology, then a wait state. */
    void startLook() {
        engine.getRuntimeService().startProcessInstanceByKey("look", INCIDENT);
    }

    /** How many tasks are being performed. */
    long locked() {
        return engine.getExternalTaskService()
                .createExternalTaskQuery()
                .locked()
                .count();
    }

    Worker worker(Duration lockFor, Duration extendEvery, ExternalTaskHandler... work) {
        var beans = new StaticListableBeanFactory();
        for (var one : work) {
            beans.addBean(one.topic() + one.hashCode(), one);
        }
        var settings = new WorkerSettings(true, 1, 16, pollEvery, lockFor, extendEvery, finishWithin);
        var unknown = new UnknownTopics(engine.getExternalTaskService(), engine.getRuntimeService());
        var worker = new Worker(
                gate,
                engine.getExternalTaskService(),
                engine.getRuntimeService(),
                new DueTopics(
                        JdbcClient.create(engine.getProcessEngineConfiguration().getDataSource())),
                unknown,
                beans.getBeanProvider(ExternalTaskHandler.class),
                secrets,
                settings,
                new NodeName(new MockEnvironment()));
        workers.add(worker);
        return worker;
    }

    String start() {
        return engine.getRuntimeService()
                .startProcessInstanceByKey("one", INCIDENT)
                .getId();
    }

    /** The activity at which the only instance waits. */
    boolean waitsAt(String activity) {
        return engine.getTaskService()
                        .createTaskQuery()
                        .taskDefinitionKey(activity)
                        .count()
                == 1;
    }

    ExternalTask task() {
        return engine.getExternalTaskService().createExternalTaskQuery().singleResult();
    }

    long stuck() {
        return engine.getRuntimeService().createIncidentQuery().count();
    }

    @Override
    public void close() {
        workers.forEach(Worker::stop);
        engine.getRuntimeService()
                .createProcessInstanceQuery()
                .list()
                .forEach(one -> engine.getRuntimeService().deleteProcessInstance(one.getId(), "the test is over"));
    }

    /** One for all tests of the class, because it takes longer to start than most of them. */
    private static final class Shared {

        static volatile Runnable afterwards = () -> {};
        static final ProcessEngine ENGINE = start();

        private static ProcessEngine start() {
            var name = "worker-" + UUID.randomUUID();
            var configuration = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration());
            configuration.setProcessEngineName(name);
            configuration.setJdbcUrl("jdbc:h2:mem:" + name);
            configuration.setEnforceHistoryTimeToLive(false);
            configuration.setMetricsEnabled(false);
            configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
            configuration.setBeans(Map.of("note", (JavaDelegate) execution -> afterwards.run()));
            var engine = configuration.buildProcessEngine();
            var model = Bpmn.createExecutableProcess("one")
                    .startEvent()
                    .serviceTask("ServiceTask_Fix")
                    .camundaExternalTask("test.fix")
                    .serviceTask("ServiceTask_Note")
                    .camundaDelegateExpression("${note}")
                    .userTask("UserTask_Look")
                    .endEvent()
                    .moveToActivity("ServiceTask_Fix")
                    .boundaryEvent()
                    .error("cannot-fix")
                    .userTask("UserTask_FixByHand")
                    .endEvent()
                    .done();
            engine.getRepositoryService()
                    .createDeployment()
                    .addModelInstance("one.bpmn", model)
                    .addModelInstance(
                            "page.bpmn",
                            Bpmn.createExecutableProcess("page")
                                    .startEvent()
                                    .serviceTask("ServiceTask_Page")
                                    .camundaExternalTask("test.page")
                                    .camundaTaskPriority("${priority}")
                                    .endEvent()
                                    .done())
                    .addModelInstance(
                            "look.bpmn",
                            Bpmn.createExecutableProcess("look")
                                    .startEvent()
                                    .serviceTask("ServiceTask_LookElsewhere")
                                    .camundaExternalTask("other.look")
                                    .userTask("UserTask_Looked")
                                    .endEvent()
                                    .done())
                    .deploy();
            return engine;
        }
    }
}
