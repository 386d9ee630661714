package dev.firebreak.web.server;

import dev.firebreak.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Refuses HTTP/0.9, whose requests have no headers to check, and answers 400 to every path that security rules, servlets and the engine's resources could read differently: path
 * parameters, doubled slashes, dot segments, backslashes, and an encoded prefix of a servlet. Runs before all other
 * filters, because Spring's own path parsing answers some of these paths with 500 and a stack trace in the log.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PathFilter extends OncePerRequestFilter {

    private static final Pattern AMBIGUOUS =
            Pattern.compile(";|\\\\|//|/\\.{1,2}(/|$)|%(2e|2f|5c|3b|00|0a|0d|25)", Pattern.CASE_INSENSITIVE);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!hasVersion(request)) {
            ProblemWriter.answer(
                    request,
                    response,
                    HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
                    "HTTP/0.9 is not supported. Use HTTP/1.1.");
            return;
        }
        if (isAmbiguous(request)) {
            ProblemWriter.answer(
                    request,
                    response,
                    HttpStatus.BAD_REQUEST,
                    "The request path must be plain: no semicolon, backslash, empty or dot segment, also not encoded.");
            return;
        }
        chain.doFilter(request, response);
    }

    /** HTTP/0.9 names none. */
    private static boolean hasVersion(HttpServletRequest request) {
        var protocol = request.getProtocol();
        return protocol != null && protocol.startsWith("HTTP/") && !protocol.equals("HTTP/0.9");
    }

    private static boolean isAmbiguous(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path == null || !path.startsWith("/") || AMBIGUOUS.matcher(path).find() || !isReadable(request);
    }

    /** Whether Spring can parse the path. It can't if the servlet's part of the path is encoded. */
    private static boolean isReadable(HttpServletRequest request) {
        try {
            ServletRequestPathUtils.parseAndCache(request);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        } finally {
            ServletRequestPathUtils.clearParsedRequestPath(request);
        }
    }
}
