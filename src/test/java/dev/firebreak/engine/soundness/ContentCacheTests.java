package dev.firebreak.engine.soundness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentCacheTests {

    private final List<String> read = new ArrayList<>();
    private final ContentCache<String> cache = new ContentCache<>();

    @Test
    void theSameContentIsReadOnce() {
        assertThat(get("a")).isEqualTo("a!");
        assertThat(get("a")).isEqualTo("a!");
        assertThat(get("b")).isEqualTo("b!");

        assertThat(read).containsExactly("a", "b");
    }

    @Test
    void whatIsUsedStaysWhenOthersComeAndGo() {
        get("used");
        for (var n = 0; n < 1_000; n++) {
            get("other " + n);
            get("used");
        }
        get("other 0");

        assertThat(read).containsOnlyOnce("used");
        assertThat(read.stream().filter("other 0"::equals)).hasSize(2);
    }

    @Test
    void whatCannotBeReadIsTriedAgain() {
        for (var time = 0; time < 2; time++) {
            assertThatThrownBy(() -> cache.get(bytes("bad"), content -> {
                        read.add("bad");
                        throw new IllegalStateException("unreadable");
                    }))
                    .hasMessage("unreadable");
        }

        assertThat(read).hasSize(2);
    }

    private String get(String text) {
        return cache.get(bytes(text), content -> {
            read.add(text);
            return new String(content, StandardCharsets.UTF_8) + "!";
        });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
