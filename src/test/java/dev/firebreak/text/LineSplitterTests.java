package dev.firebreak.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTests {

    private final List<String> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(lines::add);

    @Test
    void linesMayArriveInPieces_alsoWithinACharacter() {
        for (var one : "é1\n\nzwei\nrest".getBytes(StandardCharsets.UTF_8)) {
            splitter.add(new byte[] {one});
        }
        assertThat(lines).containsExactly("é1", "", "zwei");

        splitter.flush();
        splitter.flush();

        assertThat(lines).containsExactly("é1", "", "zwei", "rest");
    }

    @Test
    void aLineWithoutAnEndTakesNoMemory() {
        for (var i = 0; i < 1_000; i++) {
            splitter.add("x".repeat(1_000).getBytes(StandardCharsets.UTF_8));
        }
        splitter.add("\nnext\n".getBytes(StandardCharsets.UTF_8));

        assertThat(lines).containsExactly("x".repeat(LineSplitter.LONGEST), "next");
    }
}
