package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.comms.template.MessagePreviews;
import java.util.HashMap;
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
        var draft = previews.of(name, text.substring(0, Math.min(text.length(), LONGEST)));
        return page(caller, csrf, draft);
    }

    private String page(PersonAuthentication caller, CsrfToken csrf, MessagePreviews.Shown draft) {
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("draft", draft);
        model.put("templates", previews.all());
        return pages.render("templates", model);
    }
}
