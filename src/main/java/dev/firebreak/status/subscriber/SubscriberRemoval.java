package dev.firebreak.status.subscriber;

import dev.firebreak.access.Audit;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/** Removes a subscriber for who asks by other ways. The audit says who did it, without the address. */
@Service
public class SubscriberRemoval {

    private final Subscribers subscribers;
    private final Audit audit;

    SubscriberRemoval(Subscribers subscribers, Audit audit) {
        this.subscribers = subscribers;
        this.audit = audit;
    }

    /** Throws 404 if there is none, such as one who left meanwhile. */
    @Transactional
    public void remove(UUID id, String by) {
        if (subscribers.remove(id).isEmpty()) {
            throw new ErrorResponseException(
                    HttpStatus.NOT_FOUND,
                    ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such subscriber."),
                    null);
        }
        audit.record("system", by, "subscriber.removed", Map.of("subscriber", id.toString()));
    }
}
