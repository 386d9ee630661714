package dev.firebreak.escalation;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.RejectUnknownFields;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP interface of escalations to parties outside. */
@RestController
@RequestMapping("/api/incidents/{id}/escalations")
class EscalationsController {

    private final ExternalEscalationService out;

    /** @param contact the id of a party of the catalogue */
    @RejectUnknownFields
    record NewEscalation(String contact, String subject, String text) {}

    /** @param sha256 that the escalation had when the person read it */
    @RejectUnknownFields
    record Approval(String sha256) {}

    @RejectUnknownFields
    record Reply(String text) {}

    EscalationsController(ExternalEscalationService out) {
        this.out = out;
    }

    @GetMapping
    List<ExternalEscalation> list(@PathVariable IncidentId id) {
        return out.of(id);
    }

    @PostMapping
    ResponseEntity<ExternalEscalation> write(
            @PathVariable IncidentId id, @RequestBody NewEscalation request, Principal by) {
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(out.write(id, request.contact(), request.subject(), request.text(), by.getName()));
    }

    @PostMapping("/{escalation}/approve")
    ResponseEntity<Void> approve(
            @PathVariable IncidentId id, @PathVariable UUID escalation, @RequestBody Approval approval, Principal by) {
        out.approve(id, escalation, approval.sha256(), by.getName());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{escalation}/withdraw")
    ResponseEntity<Void> withdraw(@PathVariable IncidentId id, @PathVariable UUID escalation, Principal by) {
        out.withdraw(id, escalation, by.getName());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{escalation}/reply")
    ResponseEntity<Void> reply(
            @PathVariable IncidentId id, @PathVariable UUID escalation, @RequestBody Reply reply, Principal by) {
        out.reply(id, escalation, reply.text(), by.getName());
        return ResponseEntity.noContent().build();
    }
}
