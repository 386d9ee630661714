package dev.firebreak.status.subscriber;

import dev.firebreak.web.FieldInvalid;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The subscribers, for administrators: their addresses are nobody else's business. */
@RestController
@RequestMapping("/api/status/subscribers")
class SubscribersController {

    private static final int LONGEST = 254;

    private final SubscriberRemoval removal;
    private final Subscribers subscribers;

    SubscribersController(SubscriberRemoval removal, Subscribers subscribers) {
        this.removal = removal;
        this.subscribers = subscribers;
    }

    @GetMapping
    List<Subscriber> list(@RequestParam(defaultValue = "") String text) {
        if (text.length() > LONGEST) {
            throw new FieldInvalid("text", "has at most " + LONGEST + " characters");
        }
        return subscribers.list(text);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> remove(@PathVariable UUID id, Principal by) {
        removal.remove(id, by.getName());
        return ResponseEntity.noContent().build();
    }
}
