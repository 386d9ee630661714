package dev.firebreak.change.git;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.change.ChangeReport;
import dev.firebreak.change.ChangeSenders;
import dev.firebreak.change.ChangeSettings;
import dev.firebreak.change.ServiceChanges;
import dev.firebreak.text.Hash;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The webhook of a Git server: a push to the default branch of a repository that the settings name is a change of its
 * services. {@code SenderCheck} knows the sender's name before the body is read; the signature is checked before the body
 * is read as JSON.
 */
@RestController
class GitWebhookController {

    private static final List<String> EVENT =
            List.of("X-GitHub-Event", "X-Gitea-Event", "X-Forgejo-Event", "X-Gitlab-Event");
    private static final Set<String> PUSH = Set.of("push", "Push Hook");

    private final ServiceChanges changes;
    private final ChangeSenders senders;
    private final ChangeSettings settings;
    private final ObjectMapper json;

    GitWebhookController(ServiceChanges changes, ChangeSenders senders, ChangeSettings settings, ObjectMapper json) {
        this.changes = changes;
        this.senders = senders;
        this.settings = settings;
        this.json = json;
    }

    @PostMapping("/api/changes/git/{sender}")
    ResponseEntity<?> pushed(@PathVariable String sender, HttpServletRequest request) throws IOException {
        var head = new ServletServerHttpRequest(request).getHeaders();
        var content = request.getInputStream().readAllBytes();
        if (!senders.proves(sender, new PushSignature(head, content)::fits)) {
            return refused(HttpStatus.UNAUTHORIZED, "No sender of changes has this name and signature.");
        }
        if (EVENT.stream().map(head::getFirst).noneMatch(event -> event != null && PUSH.contains(event))) {
            return kept(List.of(), "not a push");
        }
        GitPush push;
        try {
            push = GitPush.of(json.readTree(content));
        } catch (IOException notJson) {
            return refused(HttpStatus.BAD_REQUEST, "The body is not JSON: let the webhook send application/json.");
        }
        return keep(push, sender);
    }

    private ResponseEntity<?> keep(GitPush push, String sender) {
        var services = settings.senders().get(sender).repositories().get(push.repository());
        if (services == null) {
            return kept(
                    List.of(), "firebreak.changes.senders." + sender + ".repositories does not name the repository");
        }
        if (!push.isDefault()) {
            return kept(List.of(), "not the default branch");
        }
        return kept(
                services.stream()
                        .sorted()
                        .map(service ->
                                changes.keep(report(push, service), sender).id())
                        .toList(),
                null);
    }

    /** A branch that goes back to an older commit changes, too, so the id has where it was. */
    private static ChangeReport report(GitPush push, String service) {
        return new ChangeReport(
                Hash.sha256(push.repository() + "@" + push.branch() + ":" + push.before() + ".." + push.commit()),
                service,
                push.repository() + ": " + push.what(),
                push.who(),
                null,
                push.link());
    }

    /** A Git server shows the answer to who set the webhook up. */
    private static ResponseEntity<Map<String, Object>> kept(List<?> ids, String ignored) {
        return ResponseEntity.accepted()
                .body(ignored == null ? Map.of("changes", ids) : Map.of("changes", ids, "ignored", ignored));
    }

    private static ResponseEntity<ProblemDetail> refused(HttpStatus status, String why) {
        var problem = ProblemDetail.forStatusAndDetail(status, why);
        problem.setInstance(URI.create("/api/changes/git"));
        return ResponseEntity.status(status).body(problem);
    }
}
