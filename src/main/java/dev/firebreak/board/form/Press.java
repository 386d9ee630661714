package dev.firebreak.board.form;

import dev.firebreak.web.FieldInvalid;
import jakarta.validation.Validator;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Answers a press of a button with a redirect to a page that says what was done, or why not. What was typed comes back
 * when it was refused.
 */
@Component
public class Press {

    /** A refusal that begins with the key of a field: {@code 'reason' is required} or {@code reason: say why}. */
    private static final Pattern FIELD =
            Pattern.compile("(?:'(?<quoted>[a-z]\\w*)'|(?<key>[a-z]\\w*):) (?<why>.+)", Pattern.DOTALL);

    /** What a person sends in place of an id is no anchor. */
    private static final Pattern ANCHOR = Pattern.compile("[\\w-]{1,100}");

    private final Validator validator;

    Press(Validator validator) {
        this.validator = validator;
    }

    /**
     * Runs the command and redirects.
     *
     * @param to the path of the page
     * @param form the id of the form that was sent
     * @param command does it, and says what was done
     */
    public ResponseEntity<Void> answer(
            String to, String form, Map<String, String> typed, RedirectAttributes next, Supplier<String> command) {
        var flash = flash(form, typed, command);
        next.addFlashAttribute(Flash.NAME, flash);
        var anchor = flash.form() != null && ANCHOR.matcher(form).matches() ? "#" + form : "";
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(to + anchor))
                .build();
    }

    private static Flash flash(String form, Map<String, String> typed, Supplier<String> command) {
        if (typed.containsKey("preview")) {
            var kept = new TreeMap<>(typed);
            kept.remove("_csrf");
            return Flash.preview(form, kept);
        }
        try {
            return Flash.done(command.get());
        } catch (ErrorResponseException e) {
            if (e.getStatusCode().value() == HttpStatus.NOT_FOUND.value()) {
                throw e;
            }
            return refusal(form, typed, String.valueOf(e.getBody().getDetail()));
        }
    }

    private static Flash refusal(String form, Map<String, String> typed, String why) {
        var kept = new TreeMap<>(typed);
        kept.remove("_csrf");
        var named = FIELD.matcher(why);
        if (!named.matches()) {
            return new Flash(why, true, form, null, kept);
        }
        var field = named.group("key") == null ? named.group("quoted") : named.group("key");
        return new Flash(words(field) + ": " + sentence(named.group("why")), true, form, field, kept);
    }

    /** The key of a field as words: {@code severityReason} is "Severity reason". */
    private static String words(String key) {
        var words = key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /**
     * Returns the request if it keeps its rules.
     *
     * @throws FieldInvalid that names the first field that breaks a rule
     */
    public <T> T valid(T request) {
        validator.validate(request).stream()
                .min(Comparator.comparing(it -> it.getPropertyPath().toString()))
                .ifPresent(it -> {
                    var path = it.getPropertyPath().toString();
                    throw new FieldInvalid(path.substring(path.lastIndexOf('.') + 1), it.getMessage());
                });
        return request;
    }
}
