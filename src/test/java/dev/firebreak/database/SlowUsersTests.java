package dev.firebreak.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.firebreak.FirebreakTest;
import dev.firebreak.OutsideWorld;
import dev.firebreak.access.HttpVisitor;
import dev.firebreak.lab.Until;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Fifty users exhaust the connection bulkhead of users; alerts, pages and timers are not delayed (B6). */
@FirebreakTest
@ContextConfiguration(initializers = {FirebreakTest.OwnPlace.class, OutsideWorld.class})
class SlowUsersTests {

    private static final int USERS = 50;

    @Autowired
    DataSource database;

    @LocalServerPort
    int port;

    private final ExecutorService users = Executors.newFixedThreadPool(USERS);
    private HttpVisitor visitor;

    /** Users wait for a connection as long as the test needs: it looks for an exhausted pool several times. */
    @BeforeEach
    void usersWaitOneSecond() {
        pools().forEach(pool -> pool.setConnectionTimeout(1_000));
    }

    @AfterEach
    void usersWaitAsBefore(@Value("${spring.datasource.hikari.connection-timeout}") long millis) {
        pools().forEach(pool -> pool.setConnectionTimeout(millis));
    }

    private Collection<HikariDataSource> pools() {
        return ((BulkheadDataSource) database).pools();
    }

    @BeforeEach
    void logIn() {
        visitor = new HttpVisitor(port);
        visitor.login("admin", FirebreakTest.ADMIN_PASSWORD);
        assertThat(visitor.page("/").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stopUsers() throws InterruptedException {
        users.shutdownNow();
        assertThat(users.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @Tag("B6")
    void anAlertIsTakenAndAPageHandedOverWhileUsersAreToldToComeBack() throws Exception {
        usersTakeEveryConnection();

        var alert = within(Duration.ofSeconds(15), this::alert);
        var page = within(Duration.ofSeconds(15), () -> visitor.page("/"));
        var program = within(
                Duration.ofSeconds(15),
                () -> new HttpVisitor(port)
                        .send(
                                "GET",
                                "/api/incidents",
                                null,
                                Map.of("Authorization", HttpVisitor.basic("admin", FirebreakTest.ADMIN_PASSWORD))));

        assertThat(alert.statusCode()).isEqualTo(200);
        var incident = alert.body().replaceAll(".*\"(INC-[^\"]+)\".*", "$1");
        Until.within(Duration.ofSeconds(60))
                .see(
                        "the page of " + incident,
                        () -> OutsideWorld.subjectsTo("admin@localhost").stream()
                                .anyMatch(subject -> subject.startsWith("[PAGE") && subject.contains(incident)));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(program.statusCode()).isEqualTo(503);
        assertThat(new HttpVisitor(port).get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(new HttpVisitor(port).get("/actuator/health/paging").statusCode())
                .isEqualTo(200);
        assertUsersHaveEveryConnection();
    }

    @Test
    @Tag("B6")
    void aTimerFires(
            @Autowired RepositoryService models, @Autowired RuntimeService engine, @Autowired ManagementService jobs) {
        var wait = Bpmn.createExecutableProcess("wait-a-little")
                .startEvent("StartEvent_Wait")
                .intermediateCatchEvent("TimerEvent_Wait")
                .timerWithDuration("PT1S")
                .userTask("UserTask_Look")
                .endEvent("EndEvent_Done")
                .done();
        var deployment = models.createDeployment()
                .addString("wait-a-little.bpmn", Bpmn.convertToString(wait))
                .deploy()
                .getId();

        usersTakeEveryConnection();
        var instance = DatabaseBulkhead.PAGING.call(
                () -> engine.startProcessInstanceByKey("wait-a-little").getId());

        Until.within(Duration.ofSeconds(60))
                .see(
                        "the timer has fired",
                        () -> DatabaseBulkhead.PAGING.call(() -> jobs.createJobQuery()
                                        .processInstanceId(instance)
                                        .count()
                                == 0));
        assertUsersHaveEveryConnection();
        DatabaseBulkhead.PAGING
                .around(() -> models.deleteDeployment(deployment, true))
                .run();
    }

    private void usersTakeEveryConnection() {
        for (var n = 0; n < USERS; n++) {
            users.execute(this::keepConnectionBusy);
        }
        Until.within(Duration.ofSeconds(60)).see("no connection is left to users", this::isExhausted);
    }

    private void keepConnectionBusy() {
        while (!users.isShutdown()) {
            try (var connection = database.getConnection()) {
                while (!users.isShutdown()) {
                    runSlowQuery(connection);
                }
            } catch (SQLException | InterruptedException e) {
                // tries again, as users do
            }
        }
    }

    /** Plays a slow query. */
    void runSlowQuery(Connection connection) throws SQLException, InterruptedException {
        Thread.sleep(2_000);
    }

    private void assertUsersHaveEveryConnection() {
        assertThatThrownBy(() -> database.getConnection().close()).isInstanceOf(SQLTransientConnectionException.class);
    }

    private boolean isExhausted() throws SQLException {
        try {
            database.getConnection().close();
            return false;
        } catch (SQLTransientConnectionException exhausted) {
            return true;
        }
    }

    private HttpResponse<String> alert() {
        try (var sample = getClass().getResourceAsStream("/alerts/alertmanager-0.25-firing.json")) {
            return new HttpVisitor(port)
                    .send(
                            "POST",
                            "/api/alerts/alertmanager",
                            new String(sample.readAllBytes()),
                            Map.of(
                                    "Authorization",
                                    "Bearer " + FirebreakTest.INGEST_TOKEN,
                                    "Content-Type",
                                    "application/json"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Fails if the call takes longer. A request that waits for the users' connections would wait without end. */
    private static <T> T within(Duration limit, Supplier<T> call) {
        var started = System.nanoTime();
        var answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(limit);
        return answer;
    }
}
