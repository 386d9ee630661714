package dev.firebreak.board.actionitem;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.action.ActionItems;
import dev.firebreak.postmortem.action.ActionService;
import dev.firebreak.postmortem.change.ChangeService;
import dev.firebreak.postmortem.change.ShownChange;
import dev.firebreak.web.FieldInvalid;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The page of action items, for all. Responders and commanders file, assign and close them and propose changes;
 * commanders decide about changes.
 */
@RestController
class ActionItemsPageController {

    private static final String PAGE = "/actions";
    private static final int OPEN = 200;
    private static final int CLOSED = 30;

    private final ActionItems items;
    private final ActionService service;
    private final ChangeService changing;
    private final DisplayNames names;
    private final CurrentCatalog catalog;
    private final Pages pages;
    private final Press press;
    private final Clock clock;

    ActionItemsPageController(
            ActionItems items,
            ActionService service,
            ChangeService changing,
            DisplayNames names,
            CurrentCatalog catalog,
            Pages pages,
            Press press,
            Clock clock) {
        this.items = items;
        this.service = service;
        this.changing = changing;
        this.names = names;
        this.catalog = catalog;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
    }

    @GetMapping(path = PAGE, produces = MediaType.TEXT_HTML_VALUE)
    String actionItems(PersonAuthentication caller, CsrfToken csrf, HttpServletRequest request) {
        var now = clock.instant();
        var flash = Flash.of(request);
        var roles = caller.person().roles();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("flash", flash);
        model.put("typed", flash == null ? Map.of() : flash.typed());
        model.put("mayWork", roles.contains(Role.RESPONDER) || roles.contains(Role.COMMANDER));
        model.put("mayDecide", roles.contains(Role.COMMANDER));
        model.put("types", ActionService.TYPES);
        model.put("owners", catalog.current().contacts().values());
        model.put("open", rows(items.list(true, OPEN, caller.getName()), caller.getName(), now));
        model.put("closed", rows(items.list(false, CLOSED, caller.getName()), caller.getName(), now));
        return pages.render("actions", model);
    }

    private List<ActionRow> rows(List<ActionItem> found, String viewer, Instant now) {
        return found.stream()
                .map(item -> ActionRow.of(
                        item,
                        changing.of(item.id(), viewer).stream()
                                .map(this::change)
                                .toList(),
                        names::of,
                        item.closedAt() == null ? 0 : items.repeatsSince(item),
                        now))
                .toList();
    }

    private ActionRow.Change change(ShownChange change) {
        return ActionRow.Change.of(change, names.of(change.proposedBy()));
    }

    @PostMapping(PAGE)
    ResponseEntity<Void> file(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        return press.answer(PAGE, "new", typed, next, () -> {
            service.file(
                    incident(typed),
                    typed.getOrDefault("type", "task"),
                    typed.get("description"),
                    typed.get("owner"),
                    typed.get("due"),
                    by.getName());
            return "The action item is filed.";
        });
    }

    private static IncidentId incident(Map<String, String> typed) {
        try {
            return new IncidentId(typed.getOrDefault("incident", "").strip());
        } catch (IllegalArgumentException e) {
            throw new FieldInvalid("incident", e.getMessage());
        }
    }

    @PostMapping("/actions/{item}/assign")
    ResponseEntity<Void> assign(
            @PathVariable long item,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer(PAGE, "item-" + item, typed, next, () -> {
            service.assign(item, typed.get("type"), typed.get("owner"), typed.get("due"), by.getName());
            return "Action item " + item + " is saved.";
        });
    }

    @PostMapping("/actions/{item}/close")
    ResponseEntity<Void> close(
            @PathVariable long item,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer(PAGE, "item-" + item, typed, next, () -> {
            service.close(item, typed.get("proof"), by.getName());
            return "Action item " + item + " is closed.";
        });
    }

    @PostMapping("/actions/{item}/changes")
    ResponseEntity<Void> propose(
            @PathVariable long item,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer(PAGE, "item-" + item, typed, next, () -> {
            changing.propose(item, typed.get("file"), typed.get("setting"), typed.get("content"), by.getName());
            return "The change is checked and waits for another person.";
        });
    }

    @PostMapping("/action-changes/{change}/approve")
    ResponseEntity<Void> approve(@PathVariable UUID change, PersonAuthentication by, RedirectAttributes next) {
        return press.answer(
                PAGE,
                "changes",
                Map.of(),
                next,
                () -> changing.approve(change, by.getName()).said());
    }

    @PostMapping("/action-changes/{change}/reject")
    ResponseEntity<Void> reject(@PathVariable UUID change, PersonAuthentication by, RedirectAttributes next) {
        return press.answer(PAGE, "changes", Map.of(), next, () -> {
            changing.reject(change, by.getName());
            return "The change is rejected.";
        });
    }

    @PostMapping("/action-changes/{change}/undo")
    ResponseEntity<Void> undo(@PathVariable UUID change, PersonAuthentication by, RedirectAttributes next) {
        return press.answer(
                PAGE,
                "changes",
                Map.of(),
                next,
                () -> changing.undo(change, by.getName()).said());
    }
}
