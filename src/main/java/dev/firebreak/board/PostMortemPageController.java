package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.action.ActionPanel;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.library.SimilarRows;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.postmortem.PostMortemDrafts;
import dev.firebreak.postmortem.PostMortemMissing;
import dev.firebreak.postmortem.WrittenPostMortem;
import dev.firebreak.postmortem.library.PostMortemLibrary;
import dev.firebreak.postmortem.lint.PostMortemReview;
import dev.firebreak.web.FieldInvalid;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a post-mortem: the document, the form that completes its task, and the form that edits its draft. */
@RestController
class PostMortemPageController {

    private static final String FORM = "draft";
    private static final String VERSION = "version";
    private static final int LONGEST = 20_000;

    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("summary", "Executive summary"),
            Map.entry("userImpact", "Impact on users"),
            Map.entry("dataLoss", "Data loss"),
            Map.entry("financialImpact", "Financial impact"),
            Map.entry("whatHappened", "What happened"),
            Map.entry("why1", "Why 1"),
            Map.entry("why2", "Why 2"),
            Map.entry("why3", "Why 3"),
            Map.entry("why4", "Why 4"),
            Map.entry("why5", "Why 5"),
            Map.entry("contributingFactors", "Contributing factors, one a line"),
            Map.entry("wentWell", "What went well, one a line"),
            Map.entry("toImprove", "What could be improved, one a line"),
            Map.entry("lessons", "Lessons learned, one a line"),
            Map.entry("actionItems", "Action items, one a line: what | owner | due yyyy-MM-dd"));

    private final Incidents incidents;
    private final ActionPanel actions;
    private final WrittenPostMortem written;
    private final PostMortemDrafts drafts;
    private final Pages pages;
    private final Press press;
    private final Clock clock;
    private final PostMortemReview review;
    private final PostMortemLibrary library;
    private final SimilarRows similar;

    PostMortemPageController(
            Incidents incidents,
            ActionPanel actions,
            WrittenPostMortem written,
            PostMortemDrafts drafts,
            Pages pages,
            Press press,
            Clock clock,
            PostMortemReview review,
            PostMortemLibrary library,
            SimilarRows similar) {
        this.incidents = incidents;
        this.actions = actions;
        this.written = written;
        this.drafts = drafts;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
        this.review = review;
        this.library = library;
        this.similar = similar;
    }

    @GetMapping(path = "/incidents/{id}/postmortem", produces = MediaType.TEXT_HTML_VALUE)
    String postMortem(
            @PathVariable IncidentId id, PersonAuthentication caller, CsrfToken token, HttpServletRequest request) {
        var incident = incidents.get(id);
        var flash = Flash.of(request);
        var model = new HashMap<String, Object>();
        // Before the document: who approves what an edit has just replaced is refused, not the reverse.
        var draft = drafts.find(id);
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", flash);
        model.put("card", IncidentCard.of(incident, List.of(), clock.instant()));
        model.put("form", actions.of(incident, caller.person(), null, flash).postMortem());
        model.put("postmortem", written.of(id).map(RenderedMarkdown::html).orElse(null));
        model.put("draft", draft.map(it -> form(id, it, caller, flash)).orElse(null));
        model.put(VERSION, draft.map(PostMortemDrafts.Draft::version).orElse(0L));
        model.put("findings", findings(id));
        model.put("tags", String.join(", ", library.tags(id)));
        model.put("hasPostMortem", model.get("postmortem") != null);
        model.put("mayTag", mayWrite(caller));
        var status = drafts.status(id).map(Enum::name).orElse("");
        model.put("maySubmit", status.equals("DRAFT") && mayWrite(caller));
        model.put(
                "mayApprove",
                status.equals("SUBMITTED") && caller.person().roles().contains(Role.COMMANDER));
        model.put("isSubmitted", status.equals("SUBMITTED"));
        similar.add(model, id, caller.getName());
        return pages.render("postmortem", model);
    }

    /** The document without the frame, for programs that ask for HTML. */
    @GetMapping(path = "/api/incidents/{id}/postmortem", produces = MediaType.TEXT_HTML_VALUE)
    String document(@PathVariable IncidentId id) {
        var text = written.of(id).orElseThrow(() -> new PostMortemMissing(id));
        return pages.renderBare(
                "postmortem-document", Map.of("id", id.value(), "postmortem", RenderedMarkdown.html(text)));
    }

    /** What the linter finds, with the labels of the sections. */
    private List<Advice> findings(IncidentId id) {
        return review.of(id).stream()
                .map(it -> new Advice(LABELS.get(it.section()).replaceFirst(",? (?:one a line|:).*", ""), it.advice()))
                .toList();
    }

    /** One finding of the linter. */
    record Advice(String section, String text) {}

    private static boolean mayWrite(PersonAuthentication caller) {
        return Stream.of(Role.RESPONDER, Role.COMMANDER)
                .anyMatch(caller.person().roles()::contains);
    }

    private static FormView form(
            IncidentId id, PostMortemDrafts.Draft draft, PersonAuthentication caller, Flash flash) {
        var form = new FormDraft(FORM, "/incidents/" + id + "/postmortem", flash)
                .hidden(VERSION, String.valueOf(draft.version()));
        draft.sections().forEach((key, text) -> form.field(field(key), text));
        var mayEdit = mayWrite(caller);
        return form.view(
                "Edit the draft",
                "Save the draft",
                "The post-mortem stays a draft until its task is completed.",
                mayEdit ? Optional.empty() : Optional.of("Responders and commanders edit the draft. Ask one of them."));
    }

    private static Field field(String key) {
        return key.equals("dataLoss")
                ? new Field(
                        key,
                        LABELS.get(key),
                        "select",
                        false,
                        false,
                        0,
                        Stream.of("no", "yes", "unknown")
                                .map(it -> new Choice(it, it))
                                .toList())
                : new Field(key, LABELS.get(key), "textarea", false, false, LONGEST, List.of());
    }

    @PostMapping("/incidents/{id}/postmortem")
    ResponseEntity<Void> edit(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/incidents/" + id + "/postmortem", FORM, typed, next, () -> {
            drafts.edit(id, version(typed), typed, by.getName());
            return "The draft is saved.";
        });
    }

    @PostMapping("/incidents/{id}/postmortem/submit")
    ResponseEntity<Void> submit(@PathVariable IncidentId id, PersonAuthentication by, RedirectAttributes next) {
        return press.answer("/incidents/" + id + "/postmortem", "review", Map.of(), next, () -> {
            drafts.submit(id, by.getName());
            return "The post-mortem waits for approval.";
        });
    }

    @PostMapping("/incidents/{id}/postmortem/approve")
    ResponseEntity<Void> approve(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/incidents/" + id + "/postmortem", "review", Map.of(), next, () -> {
            drafts.approve(id, version(typed), by.getName());
            return "The post-mortem is final.";
        });
    }

    private static long version(Map<String, String> typed) {
        var version = typed.getOrDefault(VERSION, "");
        if (!version.matches("\\d{1,18}")) {
            throw new FieldInvalid(VERSION, "is missing: open the page again");
        }
        return Long.parseLong(version);
    }
}
