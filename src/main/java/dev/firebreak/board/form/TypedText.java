package dev.firebreak.board.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A text that a person typed into a form that was not accepted. The error page shows it, so that it is not lost.
 *
 * @param field the key of the field
 */
public record TypedText(String field, String text) {

    /** What people don't type, or what no page shows again. */
    private static final Set<String> LEFT_OUT = Set.of("_csrf", "username", "password", "to", "form", "seen", "shown");

    private static final Pattern INCIDENT_PAGE = Pattern.compile("/incidents/[^/]+");

    /** What the field is about, such as "severity reason"; null where "You typed" says all. */
    public String words() {
        return field.equals("text")
                ? null
                : field.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }

    /** The texts of this request; none unless it sent a form. */
    public static List<TypedText> of(HttpServletRequest request) {
        return request.getMethod().equals("POST")
                ? request.getParameterMap().entrySet().stream()
                        .filter(field -> !LEFT_OUT.contains(field.getKey()))
                        .flatMap(field -> Arrays.stream(field.getValue())
                                .filter(text -> !text.isBlank())
                                .map(text -> new TypedText(field.getKey(), text)))
                        .toList()
                : List.of();
    }

    /** The page of the form that was sent to this path. */
    public static String page(String path) {
        var incident = INCIDENT_PAGE.matcher(String.valueOf(path));
        return incident.lookingAt() ? incident.group() : "/";
    }
}
