package dev.firebreak.engine.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.NodeTrouble;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.engine.exception.NotValidException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The second layer alone: decisions that admission refuses, given to the DMN engine as if admission were not there. */
@Tag("H5")
class GuardedDecisionsTests {

    private static final String LONG =
            cell("count(for i in 1..300 return for j in 1..300 return for k in 1..300 return string(i + j + k)) > 0");

    private final List<Object> said = new CopyOnWriteArrayList<>();
    private JdbcClient jdbc;
    private CachingDecisions decisions;
    private DmnEngine dmn;

    @BeforeEach
    void start() {
        var database = new DriverManagerDataSource(
                "jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=FALSE;DB_CLOSE_DELAY=-1");
        new ResourceDatabasePopulator(new ClassPathResource("db/migration/V16__runaway_work.sql")).execute(database);
        jdbc = JdbcClient.create(database);
        restart();
    }

    @AfterEach
    void end() {
        decisions.destroy();
    }

    private void restart() {
        restart(Duration.ofSeconds(1), 1L << 40);
    }

    private void restart(Duration maxCpu, long maxBytes) {
        if (decisions != null) {
            decisions.destroy();
        }
        decisions = new CachingDecisions(new ParkedDecisions(jdbc, said::add, Clock.systemUTC()), maxCpu, maxBytes);
        dmn = decisions.settings().buildEngine();
    }

    @Test
    void anEvaluationThatTakesTooLongIsStoppedParkedAndReported() {
        var start = System.nanoTime();

        assertThatThrownBy(() -> evaluate(LONG, Map.of()))
                .isInstanceOf(NotValidException.class)
                .hasMessageContaining("1.0 s of CPU time");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        until(() -> !said.isEmpty());
        assertThat(said).singleElement().isInstanceOfSatisfying(NodeTrouble.class, trouble -> {
            assertThat(trouble.kind()).isEqualTo("decision-parked");
            assertThat(trouble.node()).isEqualTo("cell");
        });
    }

    @Test
    void aParkedDecisionIsNotEvaluatedEvenAfterARestart() {
        assertThatThrownBy(() -> evaluate(LONG, Map.of())).isInstanceOf(NotValidException.class);
        until(() -> jdbc.sql("select count(*) from decision_parked")
                        .query(Integer.class)
                        .single()
                == 1);

        for (var again = 0; again < 2; again++) {
            assertThatThrownBy(() -> evaluate(LONG, Map.of()))
                    .isInstanceOf(NotValidException.class)
                    .hasMessageContaining("is parked");
            restart();
        }
        assertThat(said).hasSize(1);
    }

    @Test
    void anEvaluationThatAllocatesTooMuchIsStopped() {
        restart(Duration.ofMinutes(5), 64L * 1024 * 1024);

        assertThatThrownBy(() -> evaluate(LONG, Map.of()))
                .isInstanceOf(NotValidException.class)
                .hasMessageContaining("64 MiB");
    }

    private static void until(BooleanSupplier met) {
        for (var tries = 0; tries < 400 && !met.getAsBoolean(); tries++) {
            try {
                Thread.sleep(25);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertThat(met.getAsBoolean()).isTrue();
    }

    @Test
    void valuesThatAreTooLargeAreRefusedOnTheWayInAndOut() {
        var copies = cell("x");
        var doubles = cell("x + x");

        assertThat(evaluate(copies, Map.of("x", "a".repeat(100)))).isEqualTo("a".repeat(100));
        assertThatThrownBy(() -> evaluate(copies, Map.of("x", "a".repeat(200_000))))
                .hasStackTraceContaining("the variable 'x' is larger than");
        assertThatThrownBy(() -> evaluate(doubles, Map.of("x", "a".repeat(60_000))))
                .hasStackTraceContaining("the result of decision 'cell' is larger than");
        assertThat(said).isEmpty();
    }

    @Test
    void whatNestsTooDeepIsAnErrorOfTheModelAndNotOfTheNode() {
        var deep = cell("if true then ".repeat(3_000) + "1" + " else 1".repeat(3_000));

        assertThatThrownBy(() -> evaluate(deep, Map.of()))
                .isInstanceOf(NotValidException.class)
                .hasMessageContaining("nested too deeply");
    }

    private Object evaluate(String model, Map<String, Object> variables) {
        var decision = dmn.parseDecisions(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)))
                .get(0);
        return dmn.evaluateDecision(decision, variables).getSingleEntry();
    }

    private static String cell(String feel) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="d" namespace="x">
                <decision id="cell" name="cell"><decisionTable id="t"><output id="o" name="o"/>
                <rule id="r"><outputEntry id="b"><text>%s</text></outputEntry></rule>
                </decisionTable></decision></definitions>
                """.formatted(feel.replace("<", "&lt;"));
    }
}
