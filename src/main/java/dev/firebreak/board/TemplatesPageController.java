package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.comms.template.MessagePreviews;
import dev.firebreak.web.FieldInvalid;
import java.util.HashMap;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The templates of messages, what they become, and what a changed one would. */
@RestController
class TemplatesPageController {

    private static final int LONGEST = 20_000;

    private final MessagePreviews previews;
    private final Pages pages;

    TemplatesPageController(MessagePreviews previews, Pages pages) {
        this.previews = previews;
        this.pages = pages;
    }

    @GetMapping(path = "/templates", produces = MediaType.TEXT_HTML_VALUE)
    String templates(PersonAuthentication caller, CsrfToken csrf) {
        return page(caller, csrf, null);
    }

    /** Changes nothing: the text is only shown as a message. */
    @PostMapping(path = "/templates", produces = MediaType.TEXT_HTML_VALUE)
    String preview(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String text,
            PersonAuthentication caller,
            CsrfToken csrf) {
        if (text.length() > LONGEST) {
            throw new FieldInvalid("text", "must have at most " + LONGEST + " characters");
        }
        return page(caller, csrf, previews.of(name, text));
    }

    private String page(PersonAuthentication caller, CsrfToken csrf, MessagePreviews.Shown draft) {
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("draft", draft);
        model.put(
                "mayPreview",
                Stream.of(Role.COMMANDER, Role.MODELER, Role.ADMIN)
                        .anyMatch(caller.person().roles()::contains));
        model.put("templates", previews.all());
        return pages.render("templates", model);
    }
}
