package dev.firebreak.oncall.ack;

import dev.firebreak.engine.IncidentBusy;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.oncall.ack.AckAnswer.AllDone;
import dev.firebreak.oncall.ack.AckAnswer.Before;
import dev.firebreak.oncall.ack.AckAnswer.Busy;
import dev.firebreak.oncall.ack.AckAnswer.Expired;
import dev.firebreak.oncall.ack.AckAnswer.Ready;
import dev.firebreak.oncall.ack.AckAnswer.Unknown;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * HTTP interface of acknowledge links: GET and HEAD show the page, POST acknowledges. The token replaces login and CSRF
 * token.
 */
@Controller
class AckController {

    private final AckService service;
    private final AckPages pages;

    AckController(AckService service, AckPages pages) {
        this.service = service;
        this.pages = pages;
    }

    @GetMapping("/ack/{token}")
    ResponseEntity<String> look(@PathVariable String token) {
        return page(token, service.look(token));
    }

    @PostMapping("/ack/{token}")
    ResponseEntity<String> press(@PathVariable String token, @RequestParam(defaultValue = "false") boolean all) {
        return page(token, all ? acknowledgeOthers(token) : acknowledge(token));
    }

    private AckAnswer acknowledgeOthers(String token) {
        var answer = service.look(token);
        try {
            var count = service.others(token).stream()
                    .filter(other -> OptimisticRetry.call(() -> service.pressOther(token, other)))
                    .count();
            return answer instanceof Before before ? new AllDone(before.incident(), count) : answer;
        } catch (IncidentBusy busy) {
            return answer;
        }
    }

    private AckAnswer acknowledge(String token) {
        try {
            return OptimisticRetry.call(() -> service.press(token));
        } catch (IncidentBusy busy) {
            var answer = service.look(token);
            return answer instanceof Ready ready ? new Busy(ready.incident()) : answer;
        }
    }

    /** The address is a secret, so the headers keep it from caches, search engines and other sites. */
    private ResponseEntity<String> page(String token, AckAnswer answer) {
        return ResponseEntity.status(status(answer))
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .body(pages.html(answer, service.others(token).size()));
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
