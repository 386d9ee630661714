package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.action.ActionPanel;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.postmortem.PostMortemDrafts;
import dev.firebreak.postmortem.WrittenPostMortem;
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

    PostMortemPageController(
            Incidents incidents,
            ActionPanel actions,
            WrittenPostMortem written,
            PostMortemDrafts drafts,
            Pages pages,
            Press press,
            Clock clock) {
        this.incidents = incidents;
        this.actions = actions;
        this.written = written;
        this.drafts = drafts;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
    }

    @GetMapping(path = "/incidents/{id}/postmortem", produces = MediaType.TEXT_HTML_VALUE)
    String postMortem(
            @PathVariable IncidentId id, PersonAuthentication caller, CsrfToken token, HttpServletRequest request) {
        var incident = incidents.get(id);
        var flash = Flash.of(request);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", flash);
        model.put("card", IncidentCard.of(incident, List.of(), clock.instant()));
        model.put("form", actions.of(incident, caller.person(), null, flash).postMortem());
        model.put("postmortem", written.of(id).map(RenderedMarkdown::html).orElse(null));
        model.put(
                "draft",
                drafts.find(id).map(draft -> form(id, draft, caller, flash)).orElse(null));
        return pages.render("postmortem", model);
    }

    private static FormView form(
            IncidentId id, PostMortemDrafts.Draft draft, PersonAuthentication caller, Flash flash) {
        var form = new FormDraft(FORM, "/incidents/" + id + "/postmortem", flash)
                .hidden(VERSION, String.valueOf(draft.version()));
        draft.sections().forEach((key, text) -> form.field(field(key), text));
        var mayEdit = Stream.of(Role.RESPONDER, Role.COMMANDER)
                .anyMatch(caller.person().roles()::contains);
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

    private static long version(Map<String, String> typed) {
        var version = typed.getOrDefault(VERSION, "");
        if (!version.matches("\\d{1,18}")) {
            throw new FieldInvalid(VERSION, "is missing: open the page again");
        }
        return Long.parseLong(version);
    }
}
