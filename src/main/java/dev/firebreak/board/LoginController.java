package dev.firebreak.board;

import dev.firebreak.board.page.Pages;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The login page shared by board, Tasklist, Cockpit and Admin. Spring Security processes its form. */
@RestController
class LoginController {

    private final Pages pages;

    LoginController(Pages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/login", produces = MediaType.TEXT_HTML_VALUE)
    String login(@RequestParam Map<String, String> query, CsrfToken token) {
        return pages.render(
                "login",
                Map.of(
                        "to", query.getOrDefault("to", "/"),
                        "refused", query.containsKey("refused"),
                        "waits", query.containsKey("wait"),
                        "wait", query.getOrDefault("wait", "").replaceAll("\\D", ""),
                        "stale", query.containsKey("stale"),
                        "unavailable", query.containsKey("unavailable"),
                        "out", query.containsKey("out"),
                        "csrf", token.getToken()));
    }
}
