package dev.firebreak.board.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.access.FourEyes;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTests {

    private static final String NOTICE = "Four eyes are not demanded on this site (firebreak.four-eyes=warn)";

    @ParameterizedTest
    @ValueSource(strings = {"board", "incident", "models", "model", "step"})
    void aSiteOfOnePersonIsSaidOnEveryPage(String page) {
        assertThat(new Pages(FourEyes.WARN).render(page, Map.of())).contains(NOTICE);
        assertThat(new Pages(FourEyes.ENFORCE).render(page, Map.of())).doesNotContain("four-eyes");
    }
}
