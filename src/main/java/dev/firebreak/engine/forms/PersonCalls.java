package dev.firebreak.engine.forms;

import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.engine.TaskRefused;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;

/** Calls the engine as a person, so that the engine's rights apply. */
@Component
class PersonCalls {

    private final IdentityService identities;

    PersonCalls(IdentityService identities) {
        this.identities = identities;
    }

    /** @throws TaskRefused in words for the person, if the engine or a delegate refuses */
    <T> T call(Person person, Supplier<T> command) {
        var groups = person.roles().stream().map(Role::group).toList();
        identities.setAuthentication(person.id(), groups);
        try {
            return command.get();
        } catch (RestException e) {
            throw refusal(e);
        } catch (AuthorizationException e) {
            throw new TaskRefused(403, "Your roles don't allow this.", e);
        } catch (ProcessEngineException e) {
            throw refusal(e);
        } finally {
            identities.clearAuthentication();
        }
    }

    private static RuntimeException refusal(RestException e) {
        if (e.getCause() instanceof ErrorResponseException ours) {
            return ours;
        }
        return e.getCause() instanceof BadUserRequestException ofEngine
                ? refusal(ofEngine)
                : new TaskRefused(e.getStatus().getStatusCode(), e.getMessage(), e);
    }

    /** A delegate refuses with words for the person; the engine's own errors begin with a code. */
    private static RuntimeException refusal(ProcessEngineException e) {
        var why = String.valueOf(e.getMessage());
        return why.startsWith("ENGINE-") ? e : new TaskRefused(409, why, e);
    }
}
