package dev.firebreak.board.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JAVASCRIPT://example.org/%0aalert(1)",
                "data:text/html,<script>alert(1)</script>",
                "file:///etc/passwd",
                "https://bank.example@evil.example/",
                "https://bank.example:443@evil.example/",
                "https://user:password@example.org/",
                "http:///no-host",
                "https://exаmple.org/cyrillic-a",
                "https://exam ple"
            })
    @Tag("E9")
    void whatIsNotAPlainWebAddressStaysText(String address) {
        assertThat(LinkedText.of("see " + address))
                .filteredOn(piece -> piece.url() != null)
                .allMatch(piece -> piece.host().equals("exam"));
    }

    @Test
    @Tag("E9")
    void aLinkShowsItsHostAndKeepsTheTextAroundIt() {
        var pieces = LinkedText.of("See https://wiki.example.org/pool?x=1&y=2, then restart.");

        assertThat(pieces)
                .containsExactly(
                        new LinkedText.Piece("See ", null, null),
                        new LinkedText.Piece(
                                "https://wiki.example.org/pool?x=1&y=2",
                                "https://wiki.example.org/pool?x=1&y=2",
                                "wiki.example.org"),
                        new LinkedText.Piece(", then restart.", null, null));
    }

    @ParameterizedTest
    @CsvSource({"HTTPS://Example.ORG/a, Example.ORG", "http://127.0.0.1:9090/graph, 127.0.0.1", "http://[::1]/, [::1]"})
    void webAddressesBecomeLinks(String address, String host) {
        assertThat(LinkedText.of(address)).containsExactly(new LinkedText.Piece(address, address, host));
    }

    @Test
    void nothingIsLostWhateverTheTextIs() {
        var text = "a https://x.example/( https://u@y.example/ b https://z.example). <b>";

        assertThat(LinkedText.of(text).stream()
                        .map(LinkedText.Piece::text)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining()))
                .isEqualTo(text);
    }
}
