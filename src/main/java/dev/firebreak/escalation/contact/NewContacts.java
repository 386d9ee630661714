package dev.firebreak.escalation.contact;

import dev.firebreak.database.BackgroundLoop;
import dev.firebreak.database.BackgroundWork;
import dev.firebreak.database.DatabaseBulkhead;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/** Notes contacts that are new in the catalogue, or changed; any node does it. */
@Component
class NewContacts implements BackgroundWork {

    private static final Duration EVERY = Duration.ofMinutes(1);

    private final BackgroundLoop loop;

    NewContacts(ContactVerifications verifications) {
        this.loop = new BackgroundLoop(DatabaseBulkhead.STEPS, "contacts", EVERY, verifications::note);
    }

    @Override
    public List<BackgroundLoop> loops() {
        return List.of(loop);
    }
}
