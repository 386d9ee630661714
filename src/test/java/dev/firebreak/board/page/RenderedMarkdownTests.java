package dev.firebreak.board.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RenderedMarkdownTests {

    @Test
    @Tag("E4")
    void htmlInMarkdownIsShownAsText() {
        assertThat(RenderedMarkdown.html("a <script>alert(1)</script>\n\n<img src=x onerror=alert(2)>"))
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;");
    }

    @Test
    @Tag("E4")
    void linksInMarkdownNeverRunAnything() {
        assertThat(RenderedMarkdown.html("[x](javascript:alert(1)) [y](data:text/html,x) ![z](javascript:alert(2))"))
                .doesNotContain("javascript:", "data:");
    }

    @Test
    void tablesAreTables() {
        assertThat(RenderedMarkdown.html("| a | b |\n|---|---|\n| 1 | 2 |")).contains("<td>1</td>");
    }
}
