package dev.firebreak.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.QueryTimeoutException;

class OptimisticRetryTests {

    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void aCommandThatCollidesIsSaidAgain() {
        var collisions = List.of(
                new OptimisticLockingException("moved"),
                refused("foreign key", "23506"),
                new CannotAcquireLockException("locked"),
                new QueryTimeoutException("locked", new SQLException("locked", "HYT00")));

        var answer = OptimisticRetry.call(() -> {
            if (tries.getAndIncrement() < collisions.size()) {
                throw collisions.get(tries.get() - 1);
            }
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(tries).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENGINE-03077 Cannot resolve parent with id 'a' of execution 'b'",
                "Execution with id 'a' does not have a subscription to a message event with name 'acknowledged':"
                        + " eventSubscriptions is empty"
            })
    void soIsOneForWhichTheProcessMovedBetweenTwoReads(String message) {
        var gone = new ProcessEngineException(message);

        var answer = OptimisticRetry.call(() -> {
            if (tries.incrementAndGet() == 1) {
                throw gone;
            }
            return "done";
        });

        assertThat(answer).isEqualTo("done");
    }

    @Test
    void aCommandThatAlwaysCollidesIsRefusedForNow() {
        assertThatThrownBy(() -> OptimisticRetry.call(() -> {
                    tries.incrementAndGet();
                    throw new OptimisticLockingException("moved");
                }))
                .isInstanceOfSatisfying(IncidentBusy.class, busy -> {
                    assertThat(busy.getStatusCode().value()).isEqualTo(503);
                    assertThat(busy.getHeaders().getFirst("Retry-After")).isEqualTo("1");
                });
        assertThat(tries).hasValue(5);
    }

    @Test
    void anythingElseIsNotTriedAgain() {
        var others = List.of(
                new ProcessEngineException("no such process"),
                refused("value too long", "22001"),
                new QueryTimeoutException("slow", new SQLException("statement timeout", "57014")));

        for (var other : others) {
            assertThatThrownBy(() -> OptimisticRetry.call(() -> {
                        tries.incrementAndGet();
                        throw other;
                    }))
                    .isSameAs(other);
        }
        assertThat(tries).hasValue(3);
    }

    /** Like an exception of the engine: the database's error is the cause of the cause. */
    private static ProcessEnginePersistenceException refused(String why, String state) {
        return new ProcessEnginePersistenceException(why, new IllegalStateException(new SQLException(why, state)));
    }
}
