package dev.firebreak.status.subscriber;

import dev.firebreak.comms.channel.PlainMails;
import dev.firebreak.web.FieldInvalid;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where people outside ask for mails, confirm and end them. GET shows and POST acts, so that a mail scanner which opens
 * the link confirms nothing. The answer to who asks is always the same, so that nobody learns who gets mails.
 */
@RestController
class SubscriptionController {

    private final Subscribers subscribers;
    private final SubscriberSettings settings;
    private final PlainMails mails;
    private final String title;

    SubscriptionController(
            Subscribers subscribers,
            SubscriberSettings settings,
            PlainMails mails,
            @Value("${firebreak.status.title:Status}") String title) {
        this.subscribers = subscribers;
        this.settings = settings;
        this.mails = mails;
        this.title = title;
    }

    @PostMapping(path = "/status/subscribe", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> ask(@RequestParam(defaultValue = "") String mail) {
        if (!settings.enabled() || mails.missing().isPresent()) {
            return page(HttpStatus.NOT_FOUND, "No mails", "This status page sends no mails.", false, false);
        }
        var address = mail.strip();
        if (!mails.isUsable(address)) {
            throw new FieldInvalid("mail", "must be a mail address");
        }
        subscribers.ask(address);
        return page(
                HttpStatus.ACCEPTED,
                "Look into your mailbox",
                "If the address can get mails of ours, a mail with a link is on its way. Mails begin once you have confirmed.",
                false,
                false);
    }

    @GetMapping(path = "/status/subscription/{token}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> look(@PathVariable String token) {
        return subscribers
                .find(token)
                .map(one -> one.isConfirmed() ? confirmed() : unconfirmed())
                .orElseGet(() -> page(
                        HttpStatus.NOT_FOUND,
                        "No such subscription",
                        "The link is older than a day, or the address gets no mails any more.",
                        false,
                        false));
    }

    /** Also the one press that mail programs offer (RFC 8058), which sends no action. */
    @PostMapping(path = "/status/subscription/{token}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> act(@PathVariable String token, @RequestParam(defaultValue = "leave") String action) {
        if (action.equals("confirm")) {
            subscribers.confirm(token);
            return look(token);
        }
        subscribers.remove(token);
        return page(HttpStatus.OK, "No more mails", "The address is forgotten.", false, false);
    }

    private ResponseEntity<String> unconfirmed() {
        return page(
                HttpStatus.OK,
                "Get mails about " + title + "?",
                "You get a mail with each text about a problem, and can end that at any time.",
                true,
                false);
    }

    private ResponseEntity<String> confirmed() {
        return page(HttpStatus.OK, "You get mails", "A mail comes with each text about a problem.", false, true);
    }

    /** The address is a secret, so the headers keep it from caches, search engines and other sites. */
    private ResponseEntity<String> page(
            HttpStatus status, String heading, String words, boolean confirm, boolean leave) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .body(SubscriptionPages.html(title, heading, words, confirm, leave));
    }
}
