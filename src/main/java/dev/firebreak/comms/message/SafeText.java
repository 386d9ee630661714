package dev.firebreak.comms.message;

import dev.firebreak.text.Text;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes text that may have come from outside fit for a message: secrets masked, no tricks, bounded. */
@Component
public class SafeText {

    private static final int LINE = 500;
    private static final int BLOCK = 4_000;

    private final SecretRedactor redactor;

    public SafeText(SecretRedactor redactor) {
        this.redactor = redactor;
    }

    String line(String text) {
        return Text.shown(redactor.masked(text), LINE);
    }

    /** Set in, so that no line of it can pass for one of ours. */
    String block(String text) {
        var kept = Text.block(redactor.masked(text).replace("\r\n", "\n"), BLOCK);
        return kept.strip().lines().map(each -> "  " + each).collect(Collectors.joining("\n"));
    }
}
