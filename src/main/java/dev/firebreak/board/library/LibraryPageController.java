package dev.firebreak.board.library;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.postmortem.WrittenPostMortem;
import dev.firebreak.postmortem.library.LibraryEntry;
import dev.firebreak.postmortem.library.PostMortemLibrary;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of all post-mortems, for all; responders and commanders tag them. */
@RestController
class LibraryPageController {

    private static final int SUMMARY = 300;

    private final PostMortemLibrary library;
    private final WrittenPostMortem written;
    private final Pages pages;
    private final Press press;
    private final Clock clock;

    LibraryPageController(PostMortemLibrary library, WrittenPostMortem written, Pages pages, Press press, Clock clock) {
        this.library = library;
        this.written = written;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
    }

    /** A post-mortem of the list. */
    record Row(
            String id,
            String title,
            String service,
            String severity,
            String style,
            String status,
            Moment opened,
            String cause,
            String summary,
            List<String> tags) {

        static Row of(LibraryEntry entry, Instant now) {
            var severity = entry.severity() == null ? "" : entry.severity();
            return new Row(
                    entry.incident().value(),
                    entry.title(),
                    entry.service(),
                    severity,
                    "sev-" + (severity.isEmpty() ? "unknown" : severity.toLowerCase(Locale.ROOT)),
                    entry.status().toLowerCase(Locale.ROOT),
                    Moment.of(entry.openedAt(), now),
                    entry.cause(),
                    Text.shown(
                            entry.summary() == null ? "" : entry.summary().replaceAll(" ?\\[entry \\d+]", ""), SUMMARY),
                    entry.tags());
        }
    }

    /** A tag of the list. */
    record Tag(String name, boolean isChosen) {}

    @GetMapping(path = "/post-mortems", produces = MediaType.TEXT_HTML_VALUE)
    String library(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String tag,
            PersonAuthentication caller,
            CsrfToken csrf) {
        var now = clock.instant();
        var found = library.find(q, tag, caller.getName());
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("q", q);
        model.put("tag", tag);
        model.put("rows", found.stream().map(it -> Row.of(it, now)).toList());
        model.put(
                "tags",
                library.allTags(caller.getName()).stream()
                        .map(it -> new Tag(it, it.equals(tag)))
                        .toList());
        return pages.render("post-mortems", model);
    }

    /** The document as a file, for wikis and repositories. */
    @GetMapping(path = "/incidents/{id}/postmortem.md", produces = Markdown.MEDIA_TYPE)
    ResponseEntity<String> file(@PathVariable IncidentId id) {
        return written.of(id)
                .map(text -> ResponseEntity.ok()
                        .header("Content-Disposition", "attachment; filename=\"postmortem-" + id + ".md\"")
                        .body(text))
                .orElse(ResponseEntity.status(HttpStatus.NOT_FOUND).build());
    }

    @PostMapping("/incidents/{id}/postmortem/tags")
    ResponseEntity<Void> tag(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/incidents/" + id + "/postmortem", "tags", typed, next, () -> {
            library.tag(id, List.of(typed.getOrDefault("tags", "").split("[,\\s]+")), by.getName());
            return "The tags are saved.";
        });
    }
}
