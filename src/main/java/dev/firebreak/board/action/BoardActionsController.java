package dev.firebreak.board.action;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.command.IncidentActions;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.lifecycle.handover.HandOvers;
import dev.firebreak.runbook.view.FreezeView;
import dev.firebreak.web.FieldInvalid;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of the board: declare an incident, freeze all steps, acknowledge or merge several incidents. */
@RestController
class BoardActionsController {

    private static final int MAX_AT_ONCE = 100;

    private final IncidentActions actions;
    private final HandOvers handOvers;
    private final Incidents incidents;
    private final FreezeView freeze;
    private final CurrentCatalog catalog;
    private final Pages pages;
    private final Press press;

    BoardActionsController(
            IncidentActions actions,
            HandOvers handOvers,
            Incidents incidents,
            FreezeView freeze,
            CurrentCatalog catalog,
            Pages pages,
            Press press) {
        this.actions = actions;
        this.handOvers = handOvers;
        this.incidents = incidents;
        this.freeze = freeze;
        this.catalog = catalog;
        this.pages = pages;
        this.press = press;
    }

    @GetMapping(path = "/declare", produces = MediaType.TEXT_HTML_VALUE)
    String declare(PersonAuthentication caller, CsrfToken token, HttpServletRequest request) {
        var flash = Flash.of(request);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", flash);
        model.put("declaration", declaration(caller, flash));
        return pages.render("declare", model);
    }

    private FormView declaration(PersonAuthentication caller, Flash flash) {
        var services = catalog.current().services().keySet().stream()
                .sorted()
                .map(name -> new Choice(name, name))
                .toList();
        var mayDeclare = Stream.of(Role.RESPONDER, Role.COMMANDER)
                .anyMatch(caller.person().roles()::contains);
        return new FormDraft("declaration", "/declare", flash)
                .line("title", "What is wrong?", true, 300)
                .list("service", "Which service?", true, services, "")
                .line("symptom", "Symptom, such as high-load (selects the runbook)", false, 120)
                .list("usersAffected", "Users affected", false, scale(), "")
                .line("servicesDown", "How many services are down?", false, 5)
                .list("dataRisk", "Are data at risk?", false, answers(), "")
                .list("securityIssue", "Is it a security issue?", false, answers(), "")
                .list("lifeSafety", "Is there danger to life?", false, answers(), "")
                .list("releaseBlocked", "Does it block a release?", false, answers(), "")
                .text("details", "Details", false, 10_000)
                .view(
                        "Declare an incident",
                        "Declare the incident",
                        "Firebreak assesses the severity from your answers, and pages the people on call for it.",
                        mayDeclare
                                ? Optional.empty()
                                : Optional.of("Responders and commanders declare incidents. Ask one of them."));
    }

    private static List<Choice> scale() {
        return Stream.of("all", "many", "some", "few", "none", "unknown")
                .map(it -> new Choice(it, it))
                .toList();
    }

    private static List<Choice> answers() {
        return Stream.of("yes", "no", "unknown").map(it -> new Choice(it, it)).toList();
    }

    @PostMapping("/declare")
    ResponseEntity<Void> declare(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        var opened = new IncidentId[1];
        var refused = press.answer("/declare", "declaration", typed, next, () -> {
            opened[0] = actions.declare(press.valid(declared(typed)), by.getName());
            return "Declared.";
        });
        return opened[0] == null
                ? refused
                : press.answer("/incidents/" + opened[0], "declaration", typed, next, () -> "Declared.");
    }

    private IncidentRequests.Declaration declared(Map<String, String> typed) {
        var service = text(typed, "service");
        if (service != null && !catalog.current().services().containsKey(service)) {
            throw new FieldInvalid("service", "is not in the catalogue");
        }
        return new IncidentRequests.Declaration(
                text(typed, "title"),
                service,
                text(typed, "symptom"),
                text(typed, "details"),
                new IncidentRequests.Stated(
                        text(typed, "usersAffected"),
                        number(text(typed, "servicesDown")),
                        text(typed, "dataRisk"),
                        text(typed, "securityIssue"),
                        text(typed, "lifeSafety"),
                        text(typed, "releaseBlocked")));
    }

    private static Integer number(String servicesDown) {
        try {
            return servicesDown == null ? null : Integer.valueOf(servicesDown);
        } catch (NumberFormatException e) {
            throw new FieldInvalid("servicesDown", "must be a number");
        }
    }

    @PostMapping("/freeze")
    ResponseEntity<Void> freeze(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        var from = typed.getOrDefault("from", "");
        return press.answer(IncidentId.isForm(from) ? "/incidents/" + from : "/", "freeze", typed, next, () -> {
            var reason = Optional.ofNullable(text(typed, "reason"))
                    .orElseThrow(() -> new FieldInvalid("reason", "must not be blank"));
            var frozen = !"false".equals(typed.get("frozen"));
            freeze.set(frozen, reason, by.getName());
            return frozen ? "All steps are frozen." : "Steps run again.";
        });
    }

    @PostMapping("/acknowledge")
    ResponseEntity<Void> acknowledge(
            @RequestParam(name = "incident", defaultValue = "") List<String> chosen,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/", "open", Map.of(), next, () -> {
            var counted = visible(chosen, by).stream()
                    .filter(id -> incidents.get(id).isOpen() && actions.acknowledge(id, by.getName()))
                    .count();
            return counted == 1 ? "1 incident is acknowledged." : counted + " incidents are acknowledged.";
        });
    }

    @PostMapping("/merge")
    ResponseEntity<Void> merge(
            @RequestParam(name = "incident", defaultValue = "") List<String> chosen,
            @RequestParam(defaultValue = "") String into,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/", "open", Map.of(), next, () -> {
            var target = visible(List.of(into), by).get(0);
            var sources = visible(chosen, by).stream()
                    .filter(id -> !id.equals(target))
                    .toList();
            sources.forEach(id -> actions.merge(id, new IncidentRequests.Merge(target), by.getName()));
            return sources.size() == 1
                    ? "1 incident is merged into " + target + "."
                    : sources.size() + " incidents are merged into " + target + ".";
        });
    }

    @PostMapping("/hand-overs")
    ResponseEntity<Void> handOverAll(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        return press.answer("/", "hand-overs", typed, next, () -> {
            var request = press.valid(new IncidentRequests.HandOver(text(typed, "commander")));
            var proposed = handOvers.proposeAll(request, by.getName()).size();
            return (proposed == 1 ? "1 incident is" : proposed + " incidents are")
                    + " proposed. You command them until the other person accepts.";
        });
    }

    @PostMapping("/hand-overs/answer")
    ResponseEntity<Void> answerHandOvers(
            @RequestParam(name = "incident", defaultValue = "") List<String> chosen,
            @RequestParam(defaultValue = "") String answer,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/", "needs", Map.of(), next, () -> {
            if (!Set.of("accept", "decline").contains(answer)) {
                throw new FieldInvalid("answer", "must be accept or decline");
            }
            var request = new IncidentRequests.HandOverAnswer(answer.equals("accept"), null);
            var ids = visible(chosen, by);
            ids.forEach(id -> handOvers.answer(id, request, by.person()));
            return ids.size()
                    + (ids.size() == 1 ? " hand-over is " : " hand-overs are ")
                    + (request.accept() ? "accepted." : "declined.");
        });
    }

    /** The chosen incidents. One that the person may not see counts as unknown: 404, and nothing is done. */
    private List<IncidentId> visible(List<String> chosen, PersonAuthentication by) {
        if (chosen.isEmpty() || chosen.size() > MAX_AT_ONCE || !chosen.stream().allMatch(IncidentId::isForm)) {
            var wrong = new ErrorResponseException(HttpStatus.BAD_REQUEST);
            wrong.setDetail("Choose 1 to " + MAX_AT_ONCE + " incidents first.");
            throw wrong;
        }
        var ids = chosen.stream().distinct().map(IncidentId::new).toList();
        ids.forEach(id -> incidents.requireVisible(id, by.getName()));
        return ids;
    }

    private static String text(Map<String, String> typed, String field) {
        var text = typed.getOrDefault(field, "").strip();
        return text.isEmpty() ? null : text;
    }
}
