package dev.firebreak.engine;

import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** The person on whose behalf the engine runs on this thread. No model can change it. */
@Component
public class EngineCaller {

    private final IdentityService identities;

    EngineCaller(IdentityService identities) {
        this.identities = identities;
    }

    /** The person's login; empty when Firebreak itself calls the engine. */
    public Optional<String> login() {
        return Optional.ofNullable(identities.getCurrentAuthentication()).map(person -> person.getUserId());
    }
}
