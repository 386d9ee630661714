package dev.firebreak.escalation.contact;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.DatabaseBulkhead;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Notes contacts that are new in the catalogue, or changed; any node does it. */
@Component
class NewContacts implements SmartLifecycle {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final BackgroundLoop loop;

    NewContacts(ContactVerifications verifications) {
        this.loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "contacts", EVERY, verifications::note);
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}
