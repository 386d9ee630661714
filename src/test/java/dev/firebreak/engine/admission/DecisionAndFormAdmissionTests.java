package dev.firebreak.engine.admission;

import static dev.firebreak.engine.TestModels.bytes;
import static org.assertj.core.api.Assertions.assertThat;

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
                "{\"id\":\"f\",\"components\":[{\"type\":\"image\",\"source\":\"https://evil/x.png\"}]}",
            })
    void otherFormsAreRefused(String json) {
        assertThat(form(json)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'text','text':'All is well.'}",
                "{'type':'text','text':'{{planSummary}}','conditional':{'hide':'=true'}}",
                "{'type':'group','conditional':{'hide':'=true'},'components':[{'type':'text','text':'{{planSummary}}'}]}"
            })
    void aFormThatDecidesAboutAStepHasToShowItsPlan(String component) {
        var form = "{'id':'%s','components':[%s]}".replace('\'', '"');

        for (var id : List.of("approve-step", "settle-outcome")) {
            assertThat(form(form.formatted(id, component.replace('\'', '"'))))
                    .anySatisfy(refusal -> assertThat(refusal.reason()).contains("{{planSummary}}"));
        }
        assertThat(form(form.formatted("other", component.replace('\'', '"')))).isEmpty();
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
