package dev.firebreak.board.page;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.UrlSanitizer;

/** Renders Markdown as safe HTML: embedded HTML is escaped, only http and https links work (guarantees.md E4). */
public final class RenderedMarkdown {

    private static final List<org.commonmark.Extension> TABLES = List.of(TablesExtension.create());
    private static final Pattern WEB = Pattern.compile("(?i)https?://");
    private static final Parser PARSER = Parser.builder().extensions(TABLES).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .extensions(TABLES)
            .escapeHtml(true)
            .sanitizeUrls(true)
            .urlSanitizer(new WebLinksOnly())
            .build();

    private RenderedMarkdown() {}

    /** Replaces the library's sanitizer, which allows {@code data:} addresses. */
    private static final class WebLinksOnly implements UrlSanitizer {

        @Override
        public String sanitizeLinkUrl(String url) {
            return WEB.matcher(url).lookingAt() ? url : "";
        }

        @Override
        public String sanitizeImageUrl(String url) {
            return sanitizeLinkUrl(url);
        }
    }

    public static String html(String markdown) {
        return RENDERER.render(PARSER.parse(markdown));
    }
}
