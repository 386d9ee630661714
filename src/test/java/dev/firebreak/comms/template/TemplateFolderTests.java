package dev.firebreak.comms.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.comms.CommsFixture;
import dev.firebreak.comms.message.TemplateTexts;
import dev.firebreak.reload.ReloadRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site's own templates: as a whole or not at all, and for customers only what they may read. */
class TemplateFolderTests {

    private final CommsFixture comms = new CommsFixture();
    private final TemplateTexts texts = comms.bean(TemplateTexts.class);
    private final MessagePreviews previews = new MessagePreviews(texts, comms.templates());

    @TempDir
    Path folder;

    @Test
    @Tag("A097")
    void everyShippedTemplateCanBeFilled() {
        assertThat(previews.all()).allSatisfy(shown -> {
            assertThat(shown.problem()).as(shown.name()).isNull();
            assertThat(shown.text()).doesNotContain("{{service").doesNotContain("null");
            assertThat(shown.isOwn()).isFalse();
        });
    }

    @Test
    void aTextOfTheFolderReplacesTheShippedOneWithoutARestart() throws IOException {
        var unit = new TemplateFolder(new TemplateSettings(folder), texts, previews);
        write("customers/update.txt", "Subject: {{service}}, {{status}}\nHello. {{update}}\n");

        unit.prepare(unit.read()).swap().run();

        var shown = previews.all().stream()
                .filter(it -> it.name().equals("customers/update.txt"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.isOwn()).isTrue();
        assertThat(shown.subject()).isEqualTo("orders, investigating");
    }

    @ParameterizedTest
    @ValueSource(strings = {"commander", "actions", "rootCause", "board", "tasks", "bridge", "title", "impact"})
    @Tag("A098")
    void aTextForCustomersThatNamesWhatIsInternalIsRefusedWithItsFile(String placeholder) throws IOException {
        var unit = new TemplateFolder(new TemplateSettings(folder), texts, previews);
        write("customers/update.txt", "Subject: x\n{{" + placeholder + "}}\n");

        assertThatThrownBy(() -> unit.prepare(unit.read()))
                .isInstanceOf(ReloadRefused.class)
                .hasMessageContaining("customers/update.txt:1:1")
                .hasMessageContaining(placeholder);
        assertThat(texts.isOwn("customers/update.txt")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no subject\ntext\n",
                "Subject: x\n{{nobody}}\n",
                "Subject: x\n{{#actions}}\n",
                "Subject: x",
                "Subject: x\n{{#lifeSafety}}{{nobody}}{{/lifeSafety}}\n",
                "Subject: x\n{{^actions}}{{nobody}}{{/actions}}\n",
                "Subject: {{#raisedBy}}\n{{/raisedBy}}"
            })
    @Tag("A097")
    void aTextThatCanNotBeFilledIsRefused(String text) throws IOException {
        var unit = new TemplateFolder(new TemplateSettings(folder), texts, previews);
        write("update.txt", text);

        assertThatThrownBy(() -> unit.prepare(unit.read())).isInstanceOf(ReloadRefused.class);
        assertThat(previews.of("update.txt", text).problem()).contains("update.txt not written");
    }

    /** Each ended a node, or called a method of a fact: the first nine times over is 36 to the ninth iterations. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#id.bytes}}{{#id.bytes}}x{{/id.bytes}}{{/id.bytes}}",
                "{{#id.bytes}}x{{/id.bytes}}",
                "{{id.length}}",
                "{{id.getClass}}",
                "{{actions.size}}",
                "{{#actions}}{{#actions}}x{{/actions}}{{/actions}}",
                "{{#id}}{{#title}}{{#service}}{{#status}}{{#update}}{{#impact}}"
                        + "x{{/impact}}{{/update}}{{/status}}{{/service}}{{/title}}{{/id}}",
                "{{> update}}",
                "{{<update}}{{/update}}",
                "{{$id}}{{/id}}",
                "{{=<% %>=}}<%#id%><%/id%>",
                "{{{id}}}",
                "{{! {{/id}} }}"
            })
    @Tag("E11")
    void aTextThatReadsMoreThanFactsOrGrowsIsRefusedWithItsFile(String text) throws IOException {
        var unit = new TemplateFolder(new TemplateSettings(folder), texts, previews);
        write("update.txt", "Subject: x\n" + text + "\n");

        assertThatThrownBy(() -> unit.prepare(unit.read()))
                .isInstanceOf(ReloadRefused.class)
                .hasMessageContaining("update.txt:1:1 ");
    }

    @Test
    @Tag("E11")
    void aMessageThatIsTooLongIsRefused() {
        var facts = TemplateSample.facts();
        facts.put("actions", Collections.nCopies(1_000, "x".repeat(101)));
        var text = "Subject: x\n{{#actions}}{{.}}{{/actions}}\n";

        assertThatThrownBy(() -> comms.templates().render("update.txt", text, facts))
                .hasMessageContaining("longer than 100000 characters");
    }

    @Test
    void aTemplateMayCommentAndNestItsSections() {
        var shown = previews.of(
                "update.txt",
                "Subject: {{ title }}\n{{! for colleagues }}{{#id}}{{^lifeSafety}}{{#actions}}{{.}}{{/actions}}{{/lifeSafety}}{{/id}}\n");

        assertThat(shown.problem()).isNull();
        assertThat(shown.text()).isEqualTo("07:16Z  Paged Rex Responder (Paging)\n");
    }

    @Test
    @Tag("E11")
    void whatAnAlertSaysIsNeverATemplate() {
        var shown = previews.of("update.txt", "Subject: {{title}}\n{{title}}\n");

        assertThat(shown.text()).isEqualTo("Pool <b>exhausted</b> & {{commander}}\n");
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
