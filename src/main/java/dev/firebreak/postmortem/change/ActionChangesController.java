package dev.firebreak.postmortem.change;

import dev.firebreak.web.RejectUnknownFields;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The changes of action items over the API. */
@RestController
class ActionChangesController {

    private final ChangeService service;

    ActionChangesController(ChangeService service) {
        this.service = service;
    }

    /** A change that is proposed. */
    @RejectUnknownFields
    record Proposal(String file, String setting, String content) {}

    /** Where it is. */
    record Proposed(UUID id) {}

    @GetMapping("/api/actions/{item}/changes")
    List<ShownChange> list(@PathVariable long item, Principal viewer) {
        return service.of(item, viewer.getName());
    }

    @PostMapping("/api/actions/{item}/changes")
    @ResponseStatus(HttpStatus.CREATED)
    Proposed propose(@PathVariable long item, @RequestBody Proposal proposal, Principal by) {
        return new Proposed(
                service.propose(item, proposal.file(), proposal.setting(), proposal.content(), by.getName()));
    }

    @PostMapping("/api/action-changes/{change}/approve")
    ShownChange approve(@PathVariable UUID change, Principal by) {
        return service.approve(change, by.getName());
    }

    @PostMapping("/api/action-changes/{change}/reject")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reject(@PathVariable UUID change, Principal by) {
        service.reject(change, by.getName());
    }

    @PostMapping("/api/action-changes/{change}/undo")
    ShownChange undo(@PathVariable UUID change, Principal by) {
        return service.undo(change, by.getName());
    }
}
