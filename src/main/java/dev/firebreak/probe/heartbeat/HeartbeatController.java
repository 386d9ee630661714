package dev.firebreak.probe.heartbeat;

import static org.springframework.http.HttpStatus.NOT_FOUND;

import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where jobs report. The token in the address is the credential, as curl in a crontab has no better place; a job that
 * can send a header gives its name in the address and the token as bearer token, so that no proxy logs it.
 */
@RestController
@RequestMapping("/api/heartbeats")
class HeartbeatController {

    private static final String BEARER = "Bearer ";

    private final ExpectedHeartbeats heartbeats;

    HeartbeatController(ExpectedHeartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    /** The job ran. */
    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.GET, RequestMethod.POST})
    ResponseEntity<ProblemDetail> ran(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization) {
        return answer(heartbeats.hear(id, token(authorization), false));
    }

    /** The job ran and failed. */
    @PostMapping("/{id}/failed")
    ResponseEntity<ProblemDetail> failed(
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false) String authorization) {
        return answer(heartbeats.hear(id, token(authorization), true));
    }

    private static String token(String authorization) {
        return authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** The problem does not repeat what was asked for, which may be most of a token. */
    private static ResponseEntity<ProblemDetail> answer(boolean isHeard) {
        if (isHeard) {
            return ResponseEntity.noContent().build();
        }
        var problem = ProblemDetail.forStatusAndDetail(
                NOT_FOUND, "No heartbeat has this token. Its declaration names the secret that holds it.");
        problem.setInstance(URI.create("/api/heartbeats"));
        return ResponseEntity.status(NOT_FOUND).body(problem);
    }
}
