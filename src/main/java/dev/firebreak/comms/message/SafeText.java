package dev.firebreak.comms.message;

import dev.firebreak.text.Text;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes untrusted text safe for a message: masks secrets, removes control characters, limits the length. */
@Component
class SafeText {

    private static final int LINE = 500;
    private static final int BLOCK = 4_000;

    private final SecretRedactor redactor;

    SafeText(SecretRedactor redactor) {
        this.redactor = redactor;
    }

    String line(String text) {
        return Text.shown(redactor.masked(text), LINE);
    }

    /** Indented, so that no line of it looks like a line of the template. */
    String block(String text) {
        var kept = Text.block(redactor.masked(text).replace("\r\n", "\n"), BLOCK);
        return kept.strip().lines().map(each -> "  " + each).collect(Collectors.joining("\n"));
    }
}
