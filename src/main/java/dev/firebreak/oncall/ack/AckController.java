package dev.firebreak.oncall.ack;

import dev.firebreak.engine.IncidentBusy;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.oncall.ack.AckAnswer.Busy;
import dev.firebreak.oncall.ack.AckAnswer.Expired;
import dev.firebreak.oncall.ack.AckAnswer.Ready;
import dev.firebreak.oncall.ack.AckAnswer.Unknown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
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
        return page(token, answers(token, incident -> service.look(token, incident)), 0);
    }

    @PostMapping("/ack/{token}")
    ResponseEntity<String> press(@PathVariable String token, @RequestParam(defaultValue = "false") boolean all) {
        return all
                ? page(token, answers(token, incident -> service.look(token, incident)), acknowledgeOthers(token))
                : page(token, answers(token, incident -> acknowledge(token, incident)), 0);
    }

    /** Returns how many counted. One that is busy stays, and the page offers it again. */
    private long acknowledgeOthers(String token) {
        return service.others(token).stream()
                .filter(other -> acknowledgeOther(token, other))
                .count();
    }

    private boolean acknowledgeOther(String token, IncidentId other) {
        try {
            return OptimisticRetry.call(() -> service.pressOther(token, other));
        } catch (IncidentBusy busy) {
            return false;
        }
    }

    /** One answer for each incident of the link. */
    private List<AckAnswer> answers(String token, Function<IncidentId, AckAnswer> answer) {
        var answers = service.incidents(token).stream().map(answer).toList();
        return answers.isEmpty() ? List.of(new Unknown()) : answers;
    }

    private AckAnswer acknowledge(String token, IncidentId incident) {
        try {
            return OptimisticRetry.call(() -> service.press(token, incident));
        } catch (IncidentBusy busy) {
            var answer = service.look(token, incident);
            return answer instanceof Ready ready ? new Busy(ready.incident()) : answer;
        }
    }

    /** The address is a secret, so the headers keep it from caches, search engines and other sites. */
    private ResponseEntity<String> page(String token, List<AckAnswer> answers, long alsoDone) {
        return ResponseEntity.status(status(answers))
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .body(pages.html(answers, service.others(token).size(), alsoDone));
    }

    private static HttpStatus status(List<AckAnswer> answers) {
        if (answers.stream().anyMatch(Unknown.class::isInstance)) {
            return HttpStatus.NOT_FOUND;
        }
        if (answers.stream().anyMatch(Busy.class::isInstance)) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return answers.stream().allMatch(Expired.class::isInstance) ? HttpStatus.GONE : HttpStatus.OK;
    }
}
