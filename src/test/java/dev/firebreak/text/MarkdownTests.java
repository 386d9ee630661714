package dev.firebreak.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.TimelineTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTests {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "[click](javascript:alert(1))",
                "![x](http://evil.test/beacon.png)",
                "# not a heading",
                "1. not a list",
                "- neither",
                "a | b | c",
                "`code` **bold** _it_ ~~gone~~",
                "&lt;b&gt; &#60;",
                "back\\slash \\| pipe \\",
                "[ref]: http://evil.test",
                "---",
                "<http://evil.test>",
                "> quote",
                "+ plus",
                "=== setext"
            })
    @Tag("E4")
    void foreignTextShowsAsItWasWritten(String text) {
        assertThat(textOf(PARSER.parse(Markdown.line(text)))).isEqualTo(text);
    }

    @Test
    @Tag("E4")
    void anyTextStaysInItsCell() {
        var random = new Random(4);
        var parts = List.of(
                "|",
                "\\",
                "`",
                "``",
                "*",
                "_",
                "[",
                "](",
                ")",
                "!",
                "<b>",
                "&amp;",
                "#",
                "-",
                "~~~",
                "\n",
                "\r\n",
                "1.",
                "a",
                "é",
                " ",
                "    ",
                "http://x.test",
                "](x)",
                "<!--",
                "\\|",
                "=",
                ">",
                "\t",
                "x@y.test",
                "www.x.test");
        for (var i = 0; i < 3_000; i++) {
            var text = new StringBuilder("x");
            for (var n = random.nextInt(10); n >= 0; n--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            var entry = new TimelineEntry(1, Instant.EPOCH, null, text.toString(), "rex", null);

            var cells = cellsOf(PARSER.parse(TimelineTable.markdown(List.of(entry))));

            assertThat(cells).hasSize(6);
            assertThat(cells.get(4))
                    .isEqualTo(text.toString().replaceAll("\\s+", " ").strip());
            assertThat(cells.get(5)).isEqualTo("rex");
        }
    }

    @Test
    void noAngleBracketIsLeft() {
        assertThat(Markdown.line("<!-- <b>")).isEqualTo("&lt;!-- &lt;b&gt;");
    }

    @Test
    void nothingTurnsIntoALinkByItself() {
        assertThat(Markdown.line("see https://evil.test or www.evil.test or a@evil.test"))
                .isEqualTo("see https:\\/\\/evil.test or www\\.evil.test or a&#64;evil.test");
    }

    @Test
    void paragraphsStayApartAndStartNothing() {
        assertThat(Markdown.paragraphs("# First\n\n    - second\n===\n")).isEqualTo("\\# First\n\n\\- second\n\\===");
    }

    @Test
    void eachLineBecomesOneBulletWhateverItBeganWith() {
        assertThat(Markdown.bullets("- a\n* b\n\n3) c\nd|e")).isEqualTo("- a\n- b\n- c\n- d\\|e");
    }

    private static List<String> cellsOf(Node document) {
        var cells = new ArrayList<String>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableCell) {
                    cells.add(textOf(node));
                } else {
                    visitChildren(node);
                }
            }
        });
        return cells;
    }

    /** The plain text of a Markdown document; any node that is not text is shown as its class name. */
    private static String textOf(Node node) {
        var text = new StringBuilder();
        for (var child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (child instanceof Text literal) {
                text.append(literal.getLiteral());
            } else if (child instanceof org.commonmark.node.Paragraph) {
                text.append(textOf(child));
            } else {
                text.append("?").append(child.getClass().getSimpleName());
            }
        }
        return text.toString();
    }
}
