package dev.firebreak.logwatch.alert;

import dev.firebreak.comms.message.SecretRedactor;
import dev.firebreak.logwatch.scan.Match;
import dev.firebreak.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What people see of a line: no secrets, no personal data, no field that its rule hides, no control characters. */
@Component
public class ShownText {

    private static final int LINE = 400;
    private static final int VALUE = 100;
    private static final String HIDDEN = "***";

    /** Lines are cut before they are masked: a secret at the cut is masked as far as it goes. */
    private static final int READ = 4 * LINE;

    private final UnaryOperator<String> secrets;

    @Autowired
    ShownText(SecretRedactor secrets) {
        this(secrets::masked);
    }

    /** @param secrets masks secrets in a text */
    public ShownText(UnaryOperator<String> secrets) {
        this.secrets = secrets;
    }

    public String line(Match match) {
        var line = match.line();
        for (var hidden : hidden(match)) {
            line = Pattern.compile("(?<!\\w)" + Pattern.quote(hidden) + "(?!\\w)")
                    .matcher(line)
                    .replaceAll(Matcher.quoteReplacement(HIDDEN));
        }
        return Text.shown(masked(line.length() > READ ? line.substring(0, READ) : line), LINE);
    }

    /** The values of the fields that tell alerts apart. */
    public List<String> values(Match match) {
        return match.rule().by().stream()
                .map(field -> match.rule().hide().contains(field)
                        ? HIDDEN
                        : Text.shown(masked(match.fields().getOrDefault(field, "")), VALUE))
                .toList();
    }

    /** Longest first: one may be part of another. */
    private static List<String> hidden(Match match) {
        return match.rule().hide().stream()
                .map(match.fields()::get)
                .filter(Objects::nonNull)
                .filter(value -> !value.isEmpty())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private String masked(String text) {
        return PersonalData.masked(secrets.apply(text));
    }
}
