package dev.firebreak.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RenderedMarkdownTest {

    @Test
    void E4_htmlInMarkdownIsShownAsText() {
        assertThat(RenderedMarkdown.html("a <script>alert(1)</script>\n\n<img src=x onerror=alert(2)>"))
                .doesNotContain("<script", "<img")
                .contains("&lt;script&gt;");
    }

    @Test
    void E4_linksInMarkdownNeverRunAnything() {
        assertThat(RenderedMarkdown.html("[x](javascript:alert(1)) [y](data:text/html,x) ![z](javascript:alert(2))"))
                .doesNotContain("javascript:", "data:");
    }

    @Test
    void tablesAreTables() {
        assertThat(RenderedMarkdown.html("| a | b |\n|---|---|\n| 1 | 2 |")).contains("<td>1</td>");
    }
}
