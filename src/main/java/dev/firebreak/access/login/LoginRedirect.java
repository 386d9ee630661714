package dev.firebreak.access.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.web.util.UriUtils;

/**
 * Redirects after a login: to the requested page or to the board, or back to the login if it failed. The requested page
 * is in a parameter, because there is no session before the login.
 */
public class LoginRedirect implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication person) {
        if (person.getDetails() instanceof LoginOrigin origin && origin.device() != null) {
            DeviceCookie.set(request, response, origin.device());
        }
        redirect(response, ours(request.getParameter("to")));
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) throws IOException {
        var to = UriUtils.encode(ours(request.getParameter("to")), StandardCharsets.UTF_8);
        redirect(response, "/login?" + reason(why) + "&to=" + to);
    }

    private static String reason(AuthenticationException why) {
        if (why instanceof LoginThrottled throttled) {
            return "wait=" + throttled.seconds();
        }
        return why instanceof AuthenticationServiceException ? "unavailable" : "refused";
    }

    /** The path if it is on this server, else {@code /}; never the address of another site, however it is written. */
    public static String ours(String to) {
        var isPath = to != null && to.startsWith("/") && !to.startsWith("//");
        return isPath && to.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\') ? to : "/";
    }

    private static void redirect(HttpServletResponse response, String to) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, to);
    }
}
