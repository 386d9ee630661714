package dev.firebreak.access.http;

import dev.firebreak.access.PersonAuthentication;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.Authentication;
import org.springframework.web.util.UriUtils;

/**
 * Where a form leads whose page is older than the present login: it was opened before a login or a logout in another
 * tab, maybe by another person. Nothing of what it asks for is done.
 */
final class StalePage {

    private StalePage() {}

    /**
     * The path of the page that says what happened.
     *
     * @param caller the person who is logged in now, or null
     */
    static String target(HttpServletRequest request, Authentication caller) {
        var path = request.getRequestURI();
        var isLoggedIn = caller instanceof PersonAuthentication;
        if (path.equals("/login")) {
            return isLoggedIn ? "/?already" : "/login?stale&to=" + encoded(request.getParameter("to"));
        }
        if (path.equals("/logout") && !isLoggedIn) {
            return "/login?out";
        }
        return isLoggedIn ? "/?stale" : "/login?stale";
    }

    private static String encoded(String to) {
        return UriUtils.encode(to == null ? "/" : to, StandardCharsets.UTF_8);
    }
}
