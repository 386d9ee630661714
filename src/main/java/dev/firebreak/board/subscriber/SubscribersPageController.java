package dev.firebreak.board.subscriber;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.status.subscriber.SubscriberRemoval;
import dev.firebreak.status.subscriber.Subscribers;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page of subscribers, for administrators, who remove one that asks for it by other ways. */
@RestController
class SubscribersPageController {

    /**
     * One subscriber.
     *
     * @param confirmed null if the address was not confirmed yet
     */
    record SubscriberRow(String id, String address, Moment asked, Moment confirmed) {}

    private final Subscribers subscribers;
    private final SubscriberRemoval removal;
    private final Pages pages;
    private final Clock clock;

    SubscribersPageController(Subscribers subscribers, SubscriberRemoval removal, Pages pages, Clock clock) {
        this.subscribers = subscribers;
        this.removal = removal;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/subscribers", produces = MediaType.TEXT_HTML_VALUE)
    String list(@RequestParam(defaultValue = "") String text, PersonAuthentication caller, CsrfToken csrf) {
        var now = clock.instant();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("text", text);
        model.put("confirmedCount", subscribers.confirmed());
        model.put(
                "subscribers",
                subscribers.list(text).stream()
                        .map(one -> new SubscriberRow(
                                one.id().toString(),
                                one.address(),
                                Moment.of(one.askedAt(), now),
                                Moment.of(one.confirmedAt(), now)))
                        .toList());
        return pages.render("subscribers", model);
    }

    @PostMapping("/subscribers/{id}/remove")
    ResponseEntity<Void> remove(@PathVariable UUID id, PersonAuthentication caller) {
        removal.remove(id, caller.getName());
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/subscribers"))
                .build();
    }
}
