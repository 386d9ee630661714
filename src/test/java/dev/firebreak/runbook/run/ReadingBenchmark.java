package dev.firebreak.runbook.run;

import static dev.firebreak.FirebreakTest.ADMIN_PASSWORD;
import static dev.firebreak.FirebreakTest.INGEST_TOKEN;

import dev.firebreak.Firebreak;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.NewIncident;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * How long a step that only reads takes beyond its own work: from the arrival of the token to the end of the task, of a
 * reading that only looks into the catalogue. The whole application on H2, idle, one step after the other.
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test -Dexec.mainClass=dev.firebreak.runbook.run.ReadingBenchmark
 * </pre>
 *
 * {@code -Dsteps=200} after 50 to warm up.
 */
public final class ReadingBenchmark {

    private static final int WARM_UP = 50;
    private static final int STEPS = Integer.getInteger("steps", 200);

    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions_ReadOnce" targetNamespace="https://firebreak.dev/bpmn">
              <bpmn:process id="read-once" name="Read once" isExecutable="true" camunda:historyTimeToLive="P1D">
                <bpmn:startEvent id="StartEvent_ReadOnce" name="Read once"><bpmn:outgoing>Flow_1</bpmn:outgoing></bpmn:startEvent>
                <bpmn:serviceTask id="ServiceTask_NextDependant" name="Next dependant" camunda:type="external" camunda:topic="docker.next-dependant"><bpmn:incoming>Flow_1</bpmn:incoming><bpmn:outgoing>Flow_2</bpmn:outgoing></bpmn:serviceTask>
                <bpmn:endEvent id="EndEvent_Read" name="Read"><bpmn:incoming>Flow_2</bpmn:incoming></bpmn:endEvent>
                <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_ReadOnce" targetRef="ServiceTask_NextDependant" />
                <bpmn:sequenceFlow id="Flow_2" sourceRef="ServiceTask_NextDependant" targetRef="EndEvent_Read" />
              </bpmn:process>
            </bpmn:definitions>
            """;

    private ReadingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Files.createTempDirectory("reading-benchmark");
        try (var application = new SpringApplicationBuilder(Firebreak.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=jdbc:h2:file:" + directory.resolve("firebreak")
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;WRITE_DELAY=0",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=ERROR",
                        "--firebreak.data-dir=" + directory,
                        "--firebreak.catalog=src/test/resources/world/catalog.yaml",
                        "--FIREBREAK_ADMIN_PASSWORD=" + ADMIN_PASSWORD,
                        "--FIREBREAK_INGEST_TOKEN=" + INGEST_TOKEN)) {
            var engine = application.getBean(ProcessEngine.class);
            engine.getRepositoryService()
                    .createDeployment()
                    .addInputStream(
                            "read-once.bpmn",
                            Files.newInputStream(Files.write(
                                    directory.resolve("read-once.bpmn"), MODEL.getBytes(StandardCharsets.UTF_8))))
                    .deploy();
            var incident = application
                    .getBean(Incidents.class)
                    .open(new NewIncident("Benchmark", "mosaic-postgres", "slow", "mosaic-postgres", "test", false));
            var times = new ArrayList<Long>();
            for (var n = 0; n < WARM_UP + STEPS; n++) {
                var took = read(engine, incident.value());
                if (n >= WARM_UP) {
                    times.add(took);
                }
            }
            times.sort(Long::compare);
            System.out.printf(
                    "a reading beyond its own work: p50 %d ms, p90 %d ms, p99 %d ms (n = %d, load average %.1f)%n",
                    times.get(times.size() / 2),
                    times.get(times.size() * 9 / 10),
                    times.get(times.size() * 99 / 100),
                    times.size(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        }
        System.exit(0);
    }

    private static long read(ProcessEngine engine, String incident) throws InterruptedException {
        var process = engine.getRuntimeService()
                .startProcessInstanceByKey(
                        "read-once", incident, Map.of("incidentId", incident, "target", "mosaic-postgres"))
                .getId();
        while (true) {
            var ended = engine.getHistoryService()
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(process)
                    .activityId("ServiceTask_NextDependant")
                    .finished()
                    .list();
            if (!ended.isEmpty()) {
                return ended.stream()
                        .mapToLong(HistoricActivityInstance::getDurationInMillis)
                        .sum();
            }
            Thread.sleep(20);
        }
    }
}
