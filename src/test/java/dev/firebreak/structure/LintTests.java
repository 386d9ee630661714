package dev.firebreak.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Models, decisions, forms and element templates keep our rules; {@code CI=true} tests the rules, too. */
class LintTests {

    @Test
    void theModelsAreLinted() throws IOException, InterruptedException {
        var lint = new ProcessBuilder("src/lint/run").redirectErrorStream(true).start();
        lint.getOutputStream().close();
        var output = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        System.out.println(output);
        assertThat(lint.waitFor()).as(output).isZero();
    }
}
