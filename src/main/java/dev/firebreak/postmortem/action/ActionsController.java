package dev.firebreak.postmortem.action;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.web.RejectUnknownFields;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Action items over the API. */
@RestController
class ActionsController {

    private static final int MOST = 200;

    private final ActionItems items;
    private final ActionService service;

    ActionsController(ActionItems items, ActionService service) {
        this.items = items;
        this.service = service;
    }

    /** A new item. */
    @RejectUnknownFields
    record NewAction(String type, String description, String owner, String due) {}

    /** Who does it, until when. */
    @RejectUnknownFields
    record Assignment(String type, String owner, String due) {}

    /** What shows that it is done. */
    @RejectUnknownFields
    record Proof(String proof) {}

    /** The open items. */
    @GetMapping("/api/actions")
    List<ActionItem> list(Principal viewer) {
        return items.list(true, MOST, viewer.getName());
    }

    @PostMapping("/api/incidents/{id}/actions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void file(@PathVariable IncidentId id, @RequestBody NewAction action, Principal by) {
        service.file(id, action.type(), action.description(), action.owner(), action.due(), by.getName());
    }

    @PutMapping("/api/actions/{item}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void assign(@PathVariable long item, @RequestBody Assignment to, Principal by) {
        service.assign(item, to.type(), to.owner(), to.due(), by.getName());
    }

    @PostMapping("/api/actions/{item}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable long item, @RequestBody Proof proof, Principal by) {
        service.close(item, proof.proof(), by.getName());
    }
}
