package dev.firebreak.board.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * What the page after a press says, once.
 *
 * @param isBad whether nothing was done
 * @param form the form that was refused, which opens with what was typed; null for success
 * @param field the key of the field that is wrong, or null
 * @param typed the values of the fields
 */
public record Flash(String text, boolean isBad, String form, String field, Map<String, String> typed) {

    static final String NAME = Flash.class.getName();

    /** Something was done. */
    static Flash done(String text) {
        return new Flash(text, false, null, null, Map.of());
    }

    /** Nothing was done yet: the form comes back with a preview of its text. */
    static Flash preview(String form, Map<String, String> typed) {
        return new Flash("Nothing was sent yet: this is a preview.", false, form, null, typed);
    }

    /** The one for this request; null if there is none. */
    public static Flash of(HttpServletRequest request) {
        var flashes = RequestContextUtils.getInputFlashMap(request);
        return flashes == null ? null : (Flash) flashes.get(NAME);
    }
}
