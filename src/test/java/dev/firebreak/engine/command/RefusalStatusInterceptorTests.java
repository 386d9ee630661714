package dev.firebreak.engine.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.engine.TaskRefused;
import java.util.Map;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cmd.CompleteTaskCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every command after the interceptor is refused. */
class RefusalStatusInterceptorTests {

    private static final Command<?> COMPLETE = new CompleteTaskCmd("task", Map.of());
    private static final TaskRefused REFUSED = new TaskRefused(409, "The post-mortem is final.", null);

    private final ProcessEngineConfigurationImpl engine = new StandaloneInMemProcessEngineConfiguration();
    private final RefusalStatusInterceptor commands = new RefusalStatusInterceptor(engine);

    private RuntimeException refusal = REFUSED;

    @BeforeEach
    void everythingIsRefused() {
        engine.setIdentityService(new IdentityServiceImpl());
        commands.setNext(new CommandInterceptor() {
            @Override
            public <T> T execute(Command<T> command) {
                throw refusal;
            }
        });
    }

    @Test
    void aPersonSeesTheStatusAndTheWords() {
        engine.getIdentityService().setAuthenticatedUserId("carla");

        assertThatThrownBy(() -> commands.execute(COMPLETE))
                .isInstanceOfSatisfying(
                        RestException.class,
                        shown -> assertThat(shown.getStatus().getStatusCode()).isEqualTo(409))
                .hasMessage("The post-mortem is final.")
                .hasCause(REFUSED);
    }

    @Test
    void aBadRequestStaysOne() {
        engine.getIdentityService().setAuthenticatedUserId("carla");
        refusal = new BadUserRequestException("severityReason: say why it is P2");

        assertThatThrownBy(() -> commands.execute(COMPLETE))
                .isInstanceOfSatisfying(
                        RestException.class,
                        shown -> assertThat(shown.getStatus().getStatusCode()).isEqualTo(400))
                .hasMessage("severityReason: say why it is P2");
    }

    @Test
    void firebreakItselfGetsTheFact() {
        assertThatThrownBy(() -> commands.execute(COMPLETE)).isSameAs(REFUSED);
    }
}
