package dev.firebreak.database.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.MovableClock;
import dev.firebreak.database.DatabaseUnreachable;
import dev.firebreak.database.DatabaseUnwritable;
import dev.firebreak.database.Timestamps;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

@Tag("B4")
class WriteCheckTests {

    @TempDir
    Path data;

    private final MovableClock clock = new MovableClock();
    private final List<Object> events = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger aborted = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<WriteCheck> watch = new AtomicReference<>();
    private Connection connection;
    private JdbcClient jdbc;
    private WriteCheck check;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("firebreak"));
        jdbc = JdbcClient.create(new OneConnection());
        jdbc.sql("runscript from 'classpath:db/migration/V22__write_check.sql'").update();
        check = check(new OneConnection());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void aDatabaseThatTakesWritesIsUp() {
        check.check();

        assertThat(new WriteHealth(check).health().getStatus()).isEqualTo(Status.UP);
        assertThat(jdbc.sql("select count(*) from write_check where at = ?")
                        .param(Timestamps.at(clock.instant()))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDatabaseThatOnlyReadsIsDownAtOnceAndUpWithTheNextWrite() {
        jdbc.sql("alter table write_check rename to away").update();
        check.check();

        var health = new WriteHealth(check).health();
        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails().get("why"))
                .asString()
                .contains("WRITE_CHECK")
                .doesNotContain("\n");

        jdbc.sql("alter table away rename to write_check").update();
        check.check();
        assertThat(new WriteHealth(check).health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void peopleAreToldOnceItLastsLongerThanARestart() {
        jdbc.sql("drop table write_check").update();
        check.check();
        clock.passes(Duration.ofSeconds(20));
        check.check();
        assertThat(events).isEmpty();

        clock.passes(Duration.ofSeconds(10));
        check.check();

        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        DatabaseUnwritable.class,
                        outage -> assertThat(outage.since()).isEqualTo(MovableClock.START));
    }

    @Test
    void aStoreThatClosedItselfEndsTheNodeAfterAMinute() {
        jdbc.sql("shutdown immediately").update();
        check.check();
        clock.passes(Duration.ofSeconds(50));
        check.check();
        assertThat(ended).hasValue(0);

        clock.passes(Duration.ofSeconds(10));
        check.check();

        assertThat(ended).hasValue(1);
    }

    @Test
    void whatMayPassWithoutANewStartEndsNoNode() {
        jdbc.sql("drop table write_check").update();
        check.check();
        clock.passes(Duration.ofHours(1));
        check.check();

        assertThat(ended).hasValue(0);
    }

    @Test
    @Tag("B3")
    void aWriteThatHangsIsAnOutageWhileItHangs() throws Exception {
        var hung = new CountDownLatch(1);
        var answers = new CountDownLatch(1);
        var hanging = check(new OneConnection() {
            @Override
            public Connection getConnection() throws SQLException {
                hung.countDown();
                try {
                    answers.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.getConnection();
            }
        });
        var round = new Thread(hanging::check);
        round.start();
        hung.await();

        assertThat(hanging.unreachable()).isEmpty();
        hanging.endHangingCalls();
        assertThat(aborted).hasValue(0);
        nanos.addAndGet(WriteCheck.HANGS_AFTER.toNanos());
        hanging.endHangingCalls();
        hanging.endHangingCalls();
        assertThat(aborted).as("once").hasValue(1);
        assertThat(hanging.unreachable())
                .hasValueSatisfying(why -> assertThat(why).contains("it does not answer"));
        assertThat(new WriteHealth(hanging).health().getStatus()).isEqualTo(Status.DOWN);

        answers.countDown();
        round.join();
        assertThat(hanging.unreachable()).isEmpty();
        assertThat(new WriteHealth(hanging).health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whileItTellsPeopleItDoesNotWaitForTheDatabase() {
        jdbc.sql("drop table write_check").update();
        var told = new AtomicInteger();
        var refused = new WriteCheck(
                jdbc,
                aborted::incrementAndGet,
                new ClosedStore(data, ended::incrementAndGet),
                event -> {
                    nanos.addAndGet(WriteCheck.HANGS_AFTER.toNanos());
                    told.incrementAndGet();
                    watch.get().endHangingCalls();
                },
                clock,
                nanos::get);
        watch.set(refused);
        refused.check();
        clock.passes(WriteCheck.TOLD_AFTER);

        refused.check();

        assertThat(told).hasValue(1);
        assertThat(aborted).hasValue(0);
        assertThat(refused.unreachable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"08006, true", "57P03, true", "53100, false", "55P03, false", ", false"})
    @Tag("B3")
    void onlyADatabaseThatIsLostIsUnreachable(String state, boolean lost) {
        var refusing = check(new OneConnection() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLException("played", state);
            }
        });

        refusing.check();

        assertThat(refusing.unreachable().isPresent()).isEqualTo(lost);
        assertThat(refusing.outage()).isPresent();
        assertThat(events.contains(new DatabaseUnreachable())).isEqualTo(lost);
        assertThat(aborted).as("calls that fail by themselves").hasValue(0);
    }

    @Test
    @Tag("B3")
    void aDatabaseThatGivesNoConnectionInTimeIsUnreachableAndAllCallsEnd() {
        var waiting = check(new OneConnection() {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLTransientConnectionException("firebreak-check - request timed out after 3000ms");
            }
        });

        waiting.check();

        assertThat(waiting.unreachable()).isPresent();
        assertThat(aborted).hasValue(1);
    }

    private WriteCheck check(OneConnection database) {
        return new WriteCheck(
                JdbcClient.create(database),
                aborted::incrementAndGet,
                new ClosedStore(data, ended::incrementAndGet),
                events::add,
                clock,
                nanos::get);
    }

    /** Always the same connection, as of a pool that does not know that the store is closed. */
    private class OneConnection extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this::callUnlessClose);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }

        private Object callUnlessClose(Object proxy, Method method, Object[] arguments) throws Throwable {
            try {
                return method.getName().equals("close") ? null : method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
