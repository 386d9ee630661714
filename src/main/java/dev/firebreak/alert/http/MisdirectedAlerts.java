package dev.firebreak.alert.http;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.POST;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import dev.firebreak.access.AlertSource;
import dev.firebreak.alert.format.AlertFormats;
import dev.firebreak.alert.pipeline.SelfMonitoring;
import dev.firebreak.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers calls by senders with a valid token that reach no format, by path or by method, and reports them: a sender
 * drops its alerts on any 4xx (guarantees.md D18).
 */
@RestController
class MisdirectedAlerts {

    private static final String ADDRESS = "/api/alerts/";
    private static final int MAX_SHOWN = 200;

    private final AlertFormats formats;
    private final SelfMonitoring monitoring;

    MisdirectedAlerts(AlertFormats formats, SelfMonitoring monitoring) {
        this.formats = formats;
        this.monitoring = monitoring;
    }

    @RequestMapping(
            path = "/api/alerts/**",
            method = {GET, POST, PUT, PATCH, DELETE})
    void refuse(HttpServletRequest request) {
        throw refusal(request);
    }

    @RequestMapping(
            path = "/api/alerts",
            method = {GET, PUT, PATCH, DELETE})
    void refuseOwn(HttpServletRequest request) {
        throw refusal(request);
    }

    /** Reports the call. Returns 405 for the address of a format, otherwise 404. */
    ErrorResponseException refusal(HttpServletRequest request) {
        var source = AlertSource.of(request);
        if (source == null) {
            return new ErrorResponseException(HttpStatus.UNAUTHORIZED);
        }
        var path = request.getRequestURI();
        monitoring.misdirected(source.name(), request.getMethod() + " " + Text.preview(path, MAX_SHOWN));
        return isFormat(path) ? wrongMethod(request.getMethod()) : noFormat();
    }

    private boolean isFormat(String path) {
        return path.equals("/api/alerts")
                || path.startsWith(ADDRESS)
                        && formats.find(path.substring(ADDRESS.length())).isPresent();
    }

    private static ErrorResponseException wrongMethod(String method) {
        var refusal = refusal(HttpStatus.METHOD_NOT_ALLOWED, "Alerts are sent by POST, not by " + method + ".");
        refusal.getHeaders().setAllow(Set.of(HttpMethod.POST));
        return refusal;
    }

    private static ErrorResponseException noFormat() {
        return refusal(
                HttpStatus.NOT_FOUND,
                "No format has this address: alerts are sent to " + ADDRESS + " and the name of a format, such as"
                        + " alertmanager.");
    }

    private static ErrorResponseException refusal(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
