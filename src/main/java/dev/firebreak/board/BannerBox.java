package dev.firebreak.board;

import java.util.List;
import java.util.stream.Collectors;

/** Lines with a rule above and below; nothing beside them, so that a command can be copied. */
final class BannerBox {

    private static final String RULE = "=".repeat(96);

    private BannerBox() {}

    static String around(List<String> lines) {
        return lines.stream()
                .map(line -> line.isEmpty() ? "" : "  " + line)
                .collect(Collectors.joining("\n", "\n" + RULE + "\n", "\n" + RULE + "\n"));
    }
}
