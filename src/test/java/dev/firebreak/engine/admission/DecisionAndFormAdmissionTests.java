package dev.firebreak.engine.admission;

import static dev.firebreak.engine.TestModels.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionAndFormAdmissionTests {

    @Test
    void aTableInFeelIsLetIn() {
        assertThat(dmn(table("", ">= 5", "\"matches (for example)\""))).isEmpty();
        assertThat(dmn(table("expressionLanguage='feel'", "[1..5]", "if x > 1 then 2 else 3")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"juel", "groovy", "javascript", "http://www.omg.org/spec/FEEL/20140401x", ""})
    @Tag("H5")
    void anyOtherLanguageIsRefused(String language) {
        assertThat(dmn(table("expressionLanguage='" + language + "'", "1", "2")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${x}",
                "for i in 1..1000000000 return i",
                "function(x) external { java: { class: \"java.lang.Runtime\", method signature: \"getRuntime()\" } }",
                "matches(x, \"(a+)+$\")",
                "some i in x satisfies i > 1",
            })
    @Tag("H5")
    void feelThatCallsOrLoopsIsRefused(String feel) {
        assertThat(dmn(table("", "1", feel.replace("<", "&lt;")))).isNotEmpty();
    }

    @Test
    @Tag("H5")
    void sizesAreBounded() {
        assertThat(dmn(table("", "1", "1".repeat(1001)))).isNotEmpty();
        var rules = IntStream.range(0, 2001)
                .mapToObj(i -> "<rule id='R" + i + "'/>")
                .collect(Collectors.joining());
        assertThat(dmn(table("", "1", "2").replace("</decisionTable>", rules + "</decisionTable>")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text-doubled-forty-times", "loop-between-escaped-quotes", "pattern-behind-a-comment"})
    @Tag("H5")
    void decisionsThatEndedANodeAreRefused(String file) throws IOException {
        var refusals = ModelAdmission.check(
                file + ".dmn",
                Files.readAllBytes(Path.of("src/test/resources/limits/" + file + ".dmn")),
                KnownNames.any());

        assertThat(refusals).singleElement().satisfies(refusal -> {
            assertThat(refusal.element()).isEqualTo("OutputEntry_1");
            assertThat(refusal.line()).isPositive();
        });
    }

    /** Each cell is harmless: the result doubles from decision to decision. */
    @Test
    @Tag("H5")
    void decisionsThatDoubleTheResultOfTheOneBeforeAreRefused() {
        assertThat(dmn(chain(4))).isEmpty();
        assertThat(dmn(chain(15)).toString()).contains("can grow");
        assertThat(dmn(chain(40)).toString()).contains("chain");
    }

    private static String chain(int length) {
        var decisions = IntStream.range(0, length)
                .mapToObj(i -> """
                        <decision id="d%1$d"><variable id="v%1$d" name="a%1$d"/>
                        <informationRequirement id="r%1$d"><requiredDecision href="#d%2$d"/></informationRequirement>
                        <literalExpression id="l%1$d"><text>a%2$d + a%2$d</text></literalExpression></decision>
                        """.formatted(i, i - 1))
                .collect(Collectors.joining());
        return "<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/' id='D' name='d' namespace='x'>"
                + decisions + "</definitions>";
    }

    @Test
    @Tag("H5")
    void theFeelOfAFileIsBoundedAsAWhole() {
        var costly = "f((((((1" + ")".repeat(6);
        var rules = IntStream.range(0, 200)
                .mapToObj(i -> ("<rule id='R%1$d'><inputEntry id='I%1$d'><text>1</text></inputEntry>"
                                + "<outputEntry id='O%1$d'><text>%2$s</text></outputEntry></rule>")
                        .formatted(i, costly))
                .collect(Collectors.joining());
        var start = System.nanoTime();

        assertThat(dmn(table("", "1", "2").replace("</decisionTable>", rules + "</decisionTable>")))
                .isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @Tag("H1")
    void elementsOfTheDiagramOfADecisionAreCheckedLikeAllOthers() {
        var diagram = "<x:DMNDI xmlns:x='https://www.omg.org/spec/DMN/20191111/DMNDI/'><x:DMNDiagram>%s</x:DMNDiagram>"
                + "</x:DMNDI></definitions>";
        var good = table("", "1", "2");

        assertThat(dmn(good.replace("</definitions>", diagram.formatted("<x:DMNShape dmnElementRef='d'/>"))))
                .isEmpty();
        for (var bad : List.of("<x:businessKnowledgeModel/>", "<x:DMNShape script='x'/>", "<decision id='e'/>")) {
            assertThat(dmn(good.replace("</definitions>", diagram.formatted(bad))))
                    .as(bad)
                    .isNotEmpty();
        }
        assertThat(
                        dmn(
                                good.replace(
                                        "<decisionTable id='t'>".replace('\'', '"'),
                                        "<x:DMNShape xmlns:x='https://www.omg.org/spec/DMN/20191111/DMNDI/'/><decisionTable id=\"t\">")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<import namespace='x' locationURI='file:///etc/passwd' importType='x'/>",
                "<businessKnowledgeModel id='x'/>",
                "<decision id='d2'><invocation/></decision>",
            })
    @Tag("H5")
    void otherElementsAreRefused(String element) {
        assertThat(dmn(table("", "1", "2").replace("</definitions>", element + "</definitions>")))
                .isNotEmpty();
    }

    @Test
    void formsOfTriedComponentsAreLetIn() {
        assertThat(
                        form(
                                "{\"id\":\"f\",\"type\":\"default\",\"components\":[{\"type\":\"textfield\",\"id\":\"a\",\"key\":\"a\"}]}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"components\":[]}",
                "{\"id\":\"f\"}",
                "{\"id\":\"f\",\"id\":\"g\",\"components\":[]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"dynamiclist\",\"id\":\"a\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"filepicker\",\"id\":\"a\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"group\",\"components\":[{\"type\":\"iframe\"}]}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"textfield\",\"key\":\"a.b\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"text\",\"key\":\"a\"},{\"type\":\"text\",\"key\":\"a\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"html\",\"id\":\"a\",\"content\":\"x\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"expression\",\"key\":\"a\",\"expression\":\"=a+1\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"text\",\"text\":\"={{x}} for i in 1..9 return i\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"text\",\"text\":\"{{count(for i in 1..1000000000 return i)}}\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"text\",\"text\":\"{{#loop x}}{{#loop x}}a{{/loop}}{{/loop}}\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"text\",\"text\":\"{{ {a: 1} }}\"}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"number\",\"key\":\"a\",\"validate\":{\"max\":\"=for i in x return i\"}}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"text\",\"id\":\"a\",\"conditional\":{\"hide\":\"=some i in x satisfies i\"}}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"textfield\",\"key\":\"a\",\"validate\":{\"pattern\":\"(a+)+$\"}}]}",
                "{\"id\":\"f\",\"components\":[{\"type\":\"image\",\"source\":\"https://evil/x.png\"}]}",
            })
    void otherFormsAreRefused(String json) {
        assertThat(form(json)).isNotEmpty();
    }

    @Test
    void aFormIsBoundedInSizeAndDepth() {
        assertThat(form(" ".repeat(300 * 1024))).isNotEmpty();
        assertThat(form("{\"id\":\"f\",\"components\":" + "[".repeat(5000))).isNotEmpty();
    }

    private static String table(String language, String input, String output) {
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="d" namespace="x">
                <decision id="d"><decisionTable id="t">
                <input id="i"><inputExpression id="ie" typeRef="string"><text>x</text></inputExpression></input>
                <output id="o" name="o"/>
                <rule id="r"><inputEntry id="a"><text>%s</text></inputEntry>
                <outputEntry id="b" %s><text>%s</text></outputEntry></rule>
                </decisionTable></decision></definitions>
                """.formatted(input.replace("<", "&lt;"), language, output);
    }

    private static List<ModelRefusal> dmn(String model) {
        return ModelAdmission.check("x.dmn", bytes(model), KnownNames.any());
    }

    private static List<ModelRefusal> form(String json) {
        return ModelAdmission.check("x.form", bytes(json), KnownNames.any());
    }
}
