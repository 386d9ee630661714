package dev.firebreak.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.SharedMappers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.cmd.SetTaskPriorityCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Every command after the interceptor fails with an optimistic lock error. */
class CommandRetryInterceptorTests {

    private static final Command<?> COMPLETE = new CompleteTaskCmd("task", Map.of());

    private static ProcessEngine engine;

    private final AtomicInteger tries = new AtomicInteger();
    private final CommandRetryInterceptor commands =
            new CommandRetryInterceptor((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration());

    @BeforeAll
    static void theEngineStarts() {
        engine = SharedMappers.in(new StandaloneInMemProcessEngineConfiguration())
                .setProcessEngineName("people-" + UUID.randomUUID())
                .setJdbcUrl("jdbc:h2:mem:people-" + UUID.randomUUID())
                .buildProcessEngine();
    }

    @AfterAll
    static void theEngineStops() {
        engine.close();
    }

    @BeforeEach
    void carlaIsLoggedIn() {
        engine.getIdentityService().setAuthenticatedUserId("carla");
        commands.setNext(new CommandInterceptor() {
            @Override
            public <T> T execute(Command<T> command) {
                tries.incrementAndGet();
                throw new OptimisticLockingException("moved");
            }
        });
    }

    @AfterEach
    void nobodyIsLoggedIn() {
        TransactionSynchronizationManager.clear();
        engine.getIdentityService().clearAuthentication();
    }

    @Test
    void whoCollidesEveryTimeIsAskedToTryAgain() {
        assertThatThrownBy(() -> commands.execute(COMPLETE))
                .isInstanceOfSatisfying(
                        RestException.class,
                        refusal ->
                                assertThat(refusal.getStatus().getStatusCode()).isEqualTo(503))
                .hasMessageContaining("Nothing was saved: please try again");
        assertThat(tries).hasValue(5);
    }

    @Test
    void aPartOfATransactionIsNotSaidAgainByItself() {
        TransactionSynchronizationManager.setActualTransactionActive(true);

        collidesOnce(COMPLETE);
    }

    @Test
    void whatFirebreakItselfDoesIsLeftToWhoeverDoesIt() {
        engine.getIdentityService().clearAuthentication();

        collidesOnce(COMPLETE);
    }

    @Test
    void whatCannotBeSaidTwiceIsSaidOnce() {
        collidesOnce(new SetTaskPriorityCmd("task", 50));
    }

    private void collidesOnce(Command<?> command) {
        assertThatThrownBy(() -> commands.execute(command)).isInstanceOf(OptimisticLockingException.class);
        assertThat(tries).hasValue(1);
    }
}
