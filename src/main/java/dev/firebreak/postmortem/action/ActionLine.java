package dev.firebreak.postmortem.action;

import dev.firebreak.text.Hash;
import dev.firebreak.text.Text;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An action item as typed into the form: {@code what | owner | due yyyy-MM-dd}. A line in any other format becomes the
 * description as a whole, so that no text is lost.
 */
public record ActionLine(String description, String owner, LocalDate due) {

    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_OWNER = 120;
    private static final Pattern BULLET = Pattern.compile("^\\s*(?:[-*+•]|\\d{1,3}[.)])\\s+");
    private static final Pattern DUE = Pattern.compile("(?i)(?:due:?\\s*)?(\\d{4}-\\d{2}-\\d{2})");

    /** The items of a text with one item a line; empty lines and bullets are skipped. */
    public static List<ActionLine> of(String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(line -> BULLET.matcher(line).replaceFirst("").strip())
                        .filter(line -> !line.isEmpty())
                        .map(ActionLine::parsed)
                        .toList();
    }

    /** Identifies the line within its incident: a line that is filed is not filed again. */
    String origin() {
        return Hash.sha256(description + "\n" + owner + "\n" + due);
    }

    private static ActionLine parsed(String line) {
        var parts = line.split("\\|", -1);
        try {
            if (parts.length <= 3
                    && !parts[0].isBlank()
                    && (parts.length < 2 || parts[1].strip().length() <= MAX_OWNER)) {
                return new ActionLine(
                        Text.shown(parts[0], MAX_DESCRIPTION),
                        parts.length < 2 || parts[1].isBlank() ? null : Text.shown(parts[1], MAX_OWNER),
                        parts.length < 3 ? null : due(parts[2].strip()));
            }
        } catch (DateTimeException notADate) {
            return descriptionOnly(line);
        }
        return descriptionOnly(line);
    }

    private static ActionLine descriptionOnly(String line) {
        return new ActionLine(Text.shown(line, MAX_DESCRIPTION), null, null);
    }

    private static LocalDate due(String text) {
        if (text.isEmpty()) {
            return null;
        }
        var match = DUE.matcher(text);
        if (!match.matches()) {
            throw new DateTimeException(text);
        }
        return LocalDate.parse(match.group(1));
    }
}
