package dev.firebreak.alert.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTests {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 1_500, 1_501, 100_000})
    void aBodyOfAnySizeIsGzipThatUnpacksToIt(int size) {
        var body = "{\"é\":1}".repeat(size).substring(0, size).getBytes(UTF_8);

        var packed = Gzip.packed(body);

        assertThat(Gzip.unpacked(packed)).isEqualTo(body);
        assertThat(packed).hasSizeLessThan(1_600);
    }
}
