package dev.firebreak.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TruncatingBufferTests {

    @Test
    void whatFitsIsKeptAsItIs() {
        assertThat(TruncatingBuffer.text("all is well\n")).isEqualTo("all is well\n");
        assertThat(TruncatingBuffer.text("x".repeat(700_000))).hasSize(700_000);
    }

    @Test
    @Tag("F5")
    void ofMuchOutputBothEndsAreKept_withCountAndHash() {
        var bounded = new TruncatingBuffer();
        var chunk = "0123456789abcdef".repeat(4096).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        bounded.add("first".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        for (var i = 0; i < 256; i++) {
            bounded.add(chunk);
        }
        bounded.add("last".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        var text = bounded.text();

        assertThat(bounded.bytes()).isEqualTo(256L * 65_536 + 9);
        assertThat(text.length()).isLessThan(1_100_000);
        assertThat(text).startsWith("first0123").endsWith("cdeflast");
        assertThat(text).contains("of 16777225 bytes left out, SHA-256 of all ");
    }

    @Test
    void theTailIsInOrderWhereverItWrapsAround() {
        var bounded = new TruncatingBuffer();
        bounded.add("h".repeat(524_288).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bounded.add("a".repeat(300_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        bounded.add("b".repeat(300_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        var text = bounded.text();

        assertThat(text.substring(text.length() - 524_288)).isEqualTo("a".repeat(224_288) + "b".repeat(300_000));
    }
}
