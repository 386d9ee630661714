package dev.firebreak.engine.command;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.stereotype.Component;

/** Runs calls of the engine as Firebreak itself, without the rights of the user who is logged in on this thread. */
@Component
public class SystemIdentity {

    private final IdentityService identities;

    SystemIdentity(IdentityService identities) {
        this.identities = identities;
    }

    public <T> T run(Supplier<T> work) {
        var person = identities.getCurrentAuthentication();
        identities.clearAuthentication();
        try {
            return work.get();
        } finally {
            if (person != null) {
                identities.setAuthentication(person);
            }
        }
    }

    public void run(Runnable work) {
        run(() -> {
            work.run();
            return null;
        });
    }
}
