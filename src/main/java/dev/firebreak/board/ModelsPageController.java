package dev.firebreak.board;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.models.ReachableSteps;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.view.ComparedDrawing;
import dev.firebreak.board.view.DifferenceView;
import dev.firebreak.board.view.ProposalView;
import dev.firebreak.engine.models.reload.LastReload;
import dev.firebreak.engine.models.reload.ModelReload;
import dev.firebreak.engine.release.ModelProposal;
import dev.firebreak.engine.release.ModelRelease;
import dev.firebreak.engine.release.ModelRestore;
import dev.firebreak.engine.release.ReleaseRefused;
import dev.firebreak.engine.release.difference.Differences;
import dev.firebreak.engine.versions.VersionRuns;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** The pages about guarded models: what waits, what it would change, and its release. */
@RestController
class ModelsPageController {

    private final ModelRelease release;
    private final ModelRestore restore;
    private final VersionRuns versions;
    private final ReachableSteps steps;
    private final ModelReload reload;
    private final LastReload lastReload;
    private final Differences differences;
    private final IncidentMembers members;
    private final Incidents incidents;
    private final DisplayNames names;
    private final Pages pages;
    private final Press press;
    private final Clock clock;

    ModelsPageController(
            ModelRelease release,
            ModelRestore restore,
            VersionRuns versions,
            ReachableSteps steps,
            ModelReload reload,
            LastReload lastReload,
            Differences differences,
            IncidentMembers members,
            Incidents incidents,
            DisplayNames names,
            Pages pages,
            Press press,
            Clock clock) {
        this.release = release;
        this.restore = restore;
        this.versions = versions;
        this.steps = steps;
        this.reload = reload;
        this.lastReload = lastReload;
        this.differences = differences;
        this.members = members;
        this.incidents = incidents;
        this.names = names;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
    }

    @GetMapping(path = "/models", produces = MediaType.TEXT_HTML_VALUE)
    String models(
            @RequestParam(defaultValue = "") String restored,
            PersonAuthentication caller,
            CsrfToken token,
            HttpServletRequest request) {
        var notice = restored.isEmpty() ? null : restored + " is in force again.";
        return models(notice, null, Flash.of(request), caller, token);
    }

    @PostMapping("/models/reload")
    ResponseEntity<Void> reload(PersonAuthentication caller, RedirectAttributes next) {
        return press.answer("/models", "reload", Map.of(), next, () -> {
            var deployed = reload.reload(caller.getName()).deployed();
            return deployed.isEmpty()
                    ? "Nothing changed: no file of the models folder was edited."
                    : "Deployed: " + String.join(", ", deployed) + ". Guarded models wait for release below.";
        });
    }

    /** Leads to the proposal, or back to the list; a refusal shows the list with the reason. */
    @PostMapping(path = "/models/{key}/versions/{number}/restore", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> restore(
            @PathVariable String key, @PathVariable int number, PersonAuthentication caller, CsrfToken token) {
        try {
            var restored = restore.restore(key, number, caller.person());
            var next = restored.proposal() == null
                    ? "/models?restored="
                            + UriUtils.encodeQueryParam(key + ", version " + number, StandardCharsets.UTF_8)
                    : "/models/" + restored.proposal();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(next))
                    .build();
        } catch (ReleaseRefused e) {
            return ResponseEntity.status(e.getStatusCode())
                    .body(models(null, e.getBody().getDetail(), null, caller, token));
        }
    }

    private String models(String notice, String refusal, Flash flash, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var all = release.list().stream()
                .map(it -> ProposalView.of(it, names, now))
                .toList();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("notice", notice);
        model.put("refusal", refusal);
        model.put("flash", flash);
        model.put("waiting", all.stream().filter(ProposalView::isWaiting).toList());
        model.put("decided", all.stream().filter(it -> !it.isWaiting()).toList());
        model.put(
                "inForce",
                release.inForce().stream()
                        .map(it -> DifferenceView.named(it, names))
                        .toList());
        model.put("earlier", restore.earlier());
        model.put("processes", versions.inForce());
        model.put("running", versions.running());
        model.put("hasRefused", !lastReload.refused().isEmpty());
        model.put(
                "refused",
                lastReload.refused().stream()
                        .map(it -> Map.of(
                                "file", it.file(),
                                "reason", it.reason(),
                                "by", names.of(it.by()),
                                "at", Moment.of(it.at(), now)))
                        .toList());
        model.put("mayRestore", caller.person().roles().contains(Role.MODELER));
        return pages.render("models", model);
    }

    /** One version: who brought it, what ran by it, and how it differs from what is in force. */
    @GetMapping(path = "/models/{key}/versions/{number}", produces = MediaType.TEXT_HTML_VALUE)
    String version(@PathVariable String key, @PathVariable int number, PersonAuthentication caller, CsrfToken token) {
        var version = versions.find(key, number).orElseThrow(() -> unknown(key, number));
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("version", version);
        model.put("author", names.of(version.author()));
        model.put("releasedBy", names.of(version.releasedBy()));
        model.put("runs", version.runs());
        model.put("ranBy", version.runs() == null ? List.of() : visible(version.runs(), caller.person()));
        model.put("mayRestore", !version.isInForce() && caller.person().roles().contains(Role.MODELER));
        model.put("files", List.of());
        addSteps(model, new TreeMap<>(Map.of(version.file(), version.content())));
        if (!version.isInForce()) {
            var files = new TreeMap<>(Map.of(version.file(), version.content()));
            model.put("files", DifferenceView.of(differences.of(files), names));
            model.put("drawings", drawings(files));
        }
        return pages.render("version", model);
    }

    private static ErrorResponseException unknown(String key, int number) {
        var unknown = new ErrorResponseException(HttpStatus.NOT_FOUND);
        unknown.setDetail("There is no version " + number + " of " + key + ".");
        return unknown;
    }

    /** The incidents that ran by the version and that the person may see. */
    private List<Map<String, String>> visible(VersionRuns.Runs runs, Person person) {
        var hidden =
                members.hiddenFrom(person.id()).stream().map(IncidentId::value).collect(Collectors.toSet());
        return runs.incidents().stream()
                .filter(id -> IncidentId.isForm(id) && !hidden.contains(id))
                .flatMap(id -> incidents.find(new IncidentId(id)).stream())
                .map(it -> Map.of("id", it.id().value(), "title", it.title()))
                .toList();
    }

    private List<ComparedDrawing> drawings(SortedMap<String, byte[]> files) {
        return files.entrySet().stream()
                .flatMap(file -> versions.difference(file.getKey(), file.getValue()).stream())
                .filter(difference -> !difference.changes().isEmpty())
                .map(ComparedDrawing::of)
                .toList();
    }

    @GetMapping(path = "/models/{number}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> model(@PathVariable long number, PersonAuthentication caller, CsrfToken token) {
        return page(HttpStatus.OK, number, null, caller, token);
    }

    @PostMapping(path = "/models/{number}/release", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> release(
            @PathVariable long number,
            @RequestParam String sha256,
            @RequestParam(defaultValue = "false") boolean seen,
            PersonAuthentication caller,
            CsrfToken token) {
        if (!seen) {
            return page(HttpStatus.BAD_REQUEST, number, "Say that you have seen the difference.", caller, token);
        }
        return decided(number, () -> release.release(number, sha256, caller.person()), caller, token);
    }

    @PostMapping(path = "/models/{number}/withdraw", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> withdraw(
            @PathVariable long number, @RequestParam String reason, PersonAuthentication caller, CsrfToken token) {
        return decided(number, () -> release.withdraw(number, reason, caller.person()), caller, token);
    }

    /** Leads back to the page, which then shows what came of it; a refusal shows the page with the reason. */
    private ResponseEntity<String> decided(
            long number, Runnable decision, PersonAuthentication caller, CsrfToken token) {
        try {
            decision.run();
        } catch (ReleaseRefused e) {
            return page(e.getStatusCode(), number, e.getBody().getDetail(), caller, token);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/models/" + number))
                .build();
    }

    private ResponseEntity<String> page(
            HttpStatusCode status, long number, String refusal, PersonAuthentication caller, CsrfToken token) {
        var proposal = release.get(number);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("proposal", ProposalView.of(proposal, names, clock.instant()));
        model.put("refusal", refusal);
        model.put("files", List.of());
        model.put("drawings", List.of());
        if (proposal.isWaiting()) {
            var difference = release.difference(number);
            model.put("files", DifferenceView.of(difference, names));
            model.put("sha256", difference.sha256());
            var files = release.files(number);
            model.put("drawings", drawings(files));
            addSteps(model, files);
            addChoices(model, proposal, caller.person());
        }
        return ResponseEntity.status(status).body(pages.render("model", model));
    }

    /** What the processes among the files can order. */
    private void addSteps(Map<String, Object> model, SortedMap<String, byte[]> files) {
        var processes =
                files.keySet().stream().filter(file -> file.endsWith(".bpmn")).toList();
        if (!processes.isEmpty()) {
            var reachable = processes.stream()
                    .flatMap(file -> steps.of(files.get(file)).stream())
                    .distinct()
                    .toList();
            model.put("power", Map.of("steps", reachable));
        }
    }

    private void addChoices(Map<String, Object> model, ModelProposal proposal, Person person) {
        var objection = release.objection(proposal, person);
        var mayDecide =
                person.roles().contains(Role.COMMANDER) || person.roles().contains(Role.ADMIN);
        model.put("mayRelease", objection.isEmpty());
        model.put("objection", objection.orElse(null));
        model.put("isOwn", release.isAuthor(proposal, person));
        model.put("mayWithdraw", mayDecide || person.id().equals(proposal.author()));
    }
}
