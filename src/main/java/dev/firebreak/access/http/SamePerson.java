package dev.firebreak.access.http;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses calls of a page that was opened by another person than the one who is logged in now: tabs of one browser share
 * a session, so an old tab of Tasklist would act as the person of the new one. The webapps' script sends the header; a
 * request without it is not checked. Pages of our own are protected by their form token, which changes at each login.
 */
class SamePerson extends OncePerRequestFilter {

    static final String HEADER = "X-Firebreak-Person";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var opener = request.getHeader(HEADER);
        var caller = SecurityContextHolder.getContext().getAuthentication();
        if (opener != null && caller instanceof PersonAuthentication && !opener.equals(caller.getName())) {
            ProblemWriter.answer(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Another person has logged in with this browser since. Load the page again.");
            return;
        }
        chain.doFilter(request, response);
    }
}
