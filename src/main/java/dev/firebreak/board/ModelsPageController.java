package dev.firebreak.board;

import dev.firebreak.access.Person;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.view.DifferenceView;
import dev.firebreak.board.view.ProposalView;
import dev.firebreak.engine.release.ModelProposal;
import dev.firebreak.engine.release.ModelRelease;
import dev.firebreak.engine.release.ModelRestore;
import dev.firebreak.engine.release.ReleaseRefused;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** The pages about guarded models: what waits, what it would change, and its release. */
@RestController
class ModelsPageController {

    private final ModelRelease release;
    private final ModelRestore restore;
    private final Pages pages;
    private final Clock clock;

    ModelsPageController(ModelRelease release, ModelRestore restore, Pages pages, Clock clock) {
        this.release = release;
        this.restore = restore;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/models", produces = MediaType.TEXT_HTML_VALUE)
    String models(@RequestParam(defaultValue = "") String restored, PersonAuthentication caller, CsrfToken token) {
        return models(restored.isEmpty() ? null : restored + " is in force again.", null, caller, token);
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
                    .body(models(null, e.getBody().getDetail(), caller, token));
        }
    }

    private String models(String notice, String refusal, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var all = release.list().stream().map(it -> ProposalView.of(it, now)).toList();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("notice", notice);
        model.put("refusal", refusal);
        model.put("waiting", all.stream().filter(ProposalView::isWaiting).toList());
        model.put("decided", all.stream().filter(it -> !it.isWaiting()).toList());
        model.put("inForce", release.inForce());
        model.put("earlier", restore.earlier());
        model.put("mayRestore", caller.person().roles().contains(Role.MODELER));
        return pages.render("models", model);
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
        model.put("proposal", ProposalView.of(proposal, clock.instant()));
        model.put("refusal", refusal);
        model.put("files", List.of());
        if (proposal.isWaiting()) {
            var difference = release.difference(number);
            model.put("files", DifferenceView.of(difference));
            model.put("sha256", difference.sha256());
            addChoices(model, proposal, caller.person());
        }
        return ResponseEntity.status(status).body(pages.render("model", model));
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
