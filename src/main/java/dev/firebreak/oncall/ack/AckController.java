package dev.firebreak.oncall.ack;

import dev.firebreak.engine.IncidentBusy;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.oncall.ack.AckAnswer.Busy;
import dev.firebreak.oncall.ack.AckAnswer.Expired;
import dev.firebreak.oncall.ack.AckAnswer.Ready;
import dev.firebreak.oncall.ack.AckAnswer.Unknown;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The acknowledge link: GET and HEAD show, POST acts. The token is the key: no login, no CSRF token. */
@Controller
class AckController {

    private final AckService desk;
    private final AckPages pages;

    AckController(AckService desk, AckPages pages) {
        this.desk = desk;
        this.pages = pages;
    }

    @GetMapping("/ack/{token}")
    ResponseEntity<String> look(@PathVariable String token) {
        return page(desk.look(token));
    }

    @PostMapping("/ack/{token}")
    ResponseEntity<String> press(@PathVariable String token) {
        return page(pressed(token));
    }

    private AckAnswer pressed(String token) {
        try {
            return OptimisticRetry.call(() -> desk.press(token));
        } catch (IncidentBusy busy) {
            var answer = desk.look(token);
            return answer instanceof Ready ready ? new Busy(ready.incident()) : answer;
        }
    }

    /** The address is a key: it goes to no cache, no search engine and no other site. */
    private ResponseEntity<String> page(AckAnswer answer) {
        return ResponseEntity.status(status(answer))
                .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .body(pages.html(answer));
    }

    private static HttpStatus status(AckAnswer answer) {
        if (answer instanceof Unknown) {
            return HttpStatus.NOT_FOUND;
        }
        if (answer instanceof Busy) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return answer instanceof Expired ? HttpStatus.GONE : HttpStatus.OK;
    }
}
