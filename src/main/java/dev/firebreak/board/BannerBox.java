package dev.firebreak.board;

import java.util.List;
import java.util.stream.Collectors;

/** A text box for the console: a rule above and below, no side borders, so that commands can be copied. */
final class BannerBox {

    private static final String RULE = "=".repeat(96);

    private BannerBox() {}

    static String around(List<String> lines) {
        return lines.stream()
                .map(line -> line.isEmpty() ? "" : "  " + line)
                .collect(Collectors.joining("\n", "\n" + RULE + "\n", "\n" + RULE + "\n"));
    }
}
