package dev.firebreak.lifecycle.engine;

import dev.firebreak.lifecycle.Login;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** The engine's own word for it. */
@Component
class EngineLogin implements Login {

    private final IdentityService identities;

    EngineLogin(IdentityService identities) {
        this.identities = identities;
    }

    @Override
    public Optional<String> person() {
        var login = identities.getCurrentAuthentication();
        return login == null ? Optional.empty() : Optional.ofNullable(login.getUserId());
    }
}
