package dev.firebreak.engine.soundness;

import static dev.firebreak.engine.TestModels.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.TestModels;
import dev.firebreak.engine.admission.ModelRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that admission lets in and that would break what runs. The shipped models, changed in one place. */
@Tag("H32")
class SoundnessTests {

    private static final Set<String> FORMS = Set.of("take-command", "confirm-severity");
    private static final KnownModels MODELS = new KnownModels(
            FORMS::contains, SoundnessTests::isProcess, Set.of("select-runbook")::contains, step -> true);

    private static boolean isProcess(String key) {
        return key.equals("run-step") || Files.exists(Path.of("runbooks", key + ".bpmn"));
    }

    static Stream<Path> decisions() throws IOException {
        try (var files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".dmn")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void theShippedDecisionsAreSound(Path file) throws IOException {
        assertThat(Soundness.check(file.toString(), Files.readAllBytes(file), MODELS))
                .isEmpty();
    }

    @Test
    void rowsThatOverlapUnderUniqueAreNamed() throws IOException {
        var targets = shipped("set-response-targets").replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"");

        assertThat(dmn(targets)).first().satisfies(why -> {
            assertThat(why.element()).isEqualTo("Rule_6");
            assertThat(why.reason())
                    .isEqualTo("overlaps Rule_1 under the hit policy UNIQUE: both answer for severity = \"P1\"");
        });
        assertThat(dmn(shipped("assess-severity").replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")))
                .extracting(ModelRefusal::reason)
                .anyMatch(why -> why.startsWith("overlaps Rule_assess-severity-mosaic_"));
    }

    @Test
    void aTableWithoutItsHitPolicyIsUnique() throws IOException {
        assertThat(dmn(shipped("set-response-targets").replace(" hitPolicy=\"FIRST\"", "")))
                .extracting(ModelRefusal::reason)
                .anyMatch(why -> why.contains("under the hit policy UNIQUE"));
    }

    @Test
    void inputsWithoutAnAnswerAreNamed() throws IOException {
        var table = shipped("assess-severity");
        var last = table.lastIndexOf("<rule ");
        var withoutLast = table.substring(0, last) + table.substring(table.lastIndexOf("</rule>") + "</rule>".length());

        assertThat(dmn(withoutLast)).singleElement().satisfies(why -> {
            assertThat(why.element()).isEqualTo("assess-severity-gitops");
            assertThat(why.reason()).startsWith("no row answers for ").contains("add a last row without conditions");
        });
    }

    @Test
    void aTableThatNamesEveryValueNeedsNoLastRow() throws IOException {
        var unique = shipped("set-response-targets")
                .replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")
                .replaceFirst("(?s)<rule id=\"Rule_6\">.*?</rule>", "");

        assertThat(dmn(unique)).isEmpty();
        assertThat(dmn(unique.replace("<text>\"P4\"</text>", "<text>\"P5\", \"P4x\"</text>")))
                .extracting(ModelRefusal::reason)
                .anyMatch(why -> why.startsWith("no row answers for severity = \"P4\""))
                .anyMatch(why -> why.endsWith("both answer for severity = \"P5\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "assess-severity      | \"P5\"              | \"P9\"        | is not one of P1, P2, P3, P4, P5",
                "assess-severity      | <text>mosaicSev     | <text>mosaicSv | is not one of P1, P2, P3, P4, P5",
                "authorize-step       | \"automatic\"       | \"auto\"      | is not one of automatic, one, two",
                "set-response-targets | \"PT15M\"           | \"15 min\"    | is not an ISO 8601 duration",
                "set-response-targets | \"PT45M\"           | \"soon\"      | is not an ISO 8601 duration",
                "set-response-targets | \"primary\"         | \"first\"     | is not one of all, primary, notify",
                "set-response-targets | <text>true</text>   | <text></text> | nothing is not one of true, false",
                "select-runbook       | \"postgres-connect  | \"mysql-conn  | is not none, or the key of a runbook",
            })
    void anAnswerThatIsNoWordOfTheScaleIsNamed(String file, String from, String to, String why) throws IOException {
        assertThat(dmn(shipped(file).replace(from, to)))
                .extracting(ModelRefusal::reason)
                .anyMatch(reason -> reason.contains(why));
    }

    @Test
    void whatJavaReadsHasToBeThere() throws IOException {
        assertThat(dmn(shipped("set-response-targets").replace("name=\"paging\"", "name=\"pager\"")))
                .extracting(ModelRefusal::reason)
                .containsExactly("must have the output 'paging': Firebreak reads it");
        assertThat(dmn(shipped("authorize-step").replace("hitPolicy=\"FIRST\"", "hitPolicy=\"COLLECT\"")))
                .extracting(ModelRefusal::reason)
                .contains("must have the hit policy FIRST or UNIQUE: Firebreak needs one answer");
    }

    @Test
    void decisionsThatOnlyModelsAskMayHaveGapsAndOtherWords() {
        assertThat(dmn(table("UNIQUE", "\"a\"|1", "\"b\"|2"))).isEmpty();
        assertThat(dmn(table("COLLECT", "-|1", "-|2"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\"|\"a\", \"b\"",
                "-|\"a\"",
                "not(\"a\")|\"b\"",
                "not(\"a\")|not(\"b\")",
                "\"a, b\"|\"a, b\"",
                "<5|4",
                "[1..5]|5",
                "]1..5]|>=5",
                "<= 1.5|1.50",
                "< 5|> 4",
                "1|not(2)"
            })
    void cellsThatHaveAValueInCommonOverlap(String cells) {
        assertThat(overlap(cells)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\"|\"b\"",
                "not(\"a\")|\"a\"",
                "\"a\"|\"A\"",
                "< 5|>= 5",
                "[1..5[|5",
                "(1..5)|1",
                "1|2",
                "\"a, b\"|\"a\"",
                "starts with(x, \"a\")|\"a\"",
                "\"a\\\"\"|\"b\""
            })
    void cellsThatHaveNoneOrThatCantBeReadDoNot(String cells) {
        assertThat(overlap(cells)).isFalse();
    }

    @Test
    void wholeNumbersHaveNothingBetweenThem() {
        assertThat(dmn(table("UNIQUE", "< 5|1", "> 4|2").replace("typeRef=\"string\"", "typeRef=\"integer\"")))
                .isEmpty();
    }

    @Test
    void anyAllowsRowsThatAgree() {
        assertThat(dmn(table("ANY", "-|1", "-|1"))).isEmpty();
        assertThat(dmn(table("ANY", "-|1", "-|2")))
                .extracting(ModelRefusal::reason)
                .containsExactly("overlaps r1 under the hit policy ANY: both answer for x = any other value");
    }

    @Test
    void aHugeTableIsAnsweredInTime() {
        var rows = new String[1_500];
        for (var i = 0; i < rows.length; i++) {
            rows[i] = "\"" + i + "\"|1";
        }
        org.junit.jupiter.api.Assertions.assertTimeout(
                java.time.Duration.ofSeconds(10),
                () -> assertThat(dmn(table("UNIQUE", rows))).isEmpty());
    }

    @Test
    void aFormThatIsNowhereIsNamed() throws IOException {
        var triage = Files.readString(Path.of("processes/triage.bpmn"));

        assertThat(bpmn(triage.replace("formRef=\"take-command\"", "formRef=\"confirm-severitty\"")))
                .singleElement()
                .satisfies(why -> {
                    assertThat(why.element()).isEqualTo("UserTask_TakeCommand");
                    assertThat(why.reason())
                            .isEqualTo(
                                    "names the form 'confirm-severitty', which neither this deployment nor the engine has");
                });
    }

    @Test
    void aProcessOrDecisionThatIsNowhereIsNamed() {
        assertThat(bpmn(TestModels.process("caller", """
                        <bpmn:startEvent id="Start"/>
                        <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Call"/>
                        <bpmn:callActivity id="Call" calledElement="runn-step"/>
                        <bpmn:sequenceFlow id="B" sourceRef="Call" targetRef="Open"/>
                        <bpmn:callActivity id="Open" calledElement="${runbook}"/>
                        <bpmn:sequenceFlow id="C" sourceRef="Open" targetRef="Decide"/>
                        <bpmn:businessRuleTask id="Decide" camunda:decisionRef="select-runbok"/>
                        """)))
                .extracting(ModelRefusal::element)
                .containsExactly("Call", "Decide");
    }

    @Test
    void aStepThatThisInstallationLacksIsNamed_unlessOnlyTheRunDecides() {
        var call = """
                <bpmn:startEvent id="Start"/>
                <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Call"/>
                <bpmn:callActivity id="Call" calledElement="run-step">
                  <bpmn:extensionElements><camunda:in sourceExpression="%s" target="step"/></bpmn:extensionElements>
                </bpmn:callActivity>
                """;

        assertThat(bpmn(TestModels.process("caller", call.formatted("docker.restart-container"))))
                .isEmpty();
        assertThat(bpmn(TestModels.process("caller", call.formatted("${chosen}"))))
                .isEmpty();
        assertThat(bpmn(TestModels.process("caller", call.formatted("docker.restart-containr"))))
                .singleElement()
                .satisfies(why -> {
                    assertThat(why.element()).isEqualTo("Call");
                    assertThat(why.reason())
                            .isEqualTo(
                                    "orders the step 'docker.restart-containr', which this installation does not have");
                });
    }

    @Test
    void anOldVersionOfAGuardedModelIsNotCalled() {
        var call = """
                <bpmn:startEvent id="Start"/>
                <bpmn:sequenceFlow id="A" sourceRef="Start" targetRef="Call"/>
                <bpmn:callActivity id="Call" calledElement="run-step" camunda:calledElementBinding="%s"
                  camunda:calledElementVersion="1"/>
                """;

        assertThat(bpmn(TestModels.process("caller", call.formatted("latest")))).isEmpty();
        for (var binding : List.of("version", "deployment")) {
            assertThat(bpmn(TestModels.process("caller", call.formatted(binding))))
                    .singleElement()
                    .satisfies(why -> assertThat(why.reason()).startsWith("must bind run-step by 'latest'"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" isExecutable=\"false\"", ""})
    void aProcessThatIsNotExecutableIsNamed(String attribute) throws IOException {
        var lifecycle = TestModels.process("incident-lifecycle", "").replace(" isExecutable=\"true\"", attribute);

        assertThat(bpmn(lifecycle)).singleElement().satisfies(why -> {
            assertThat(why.element()).isEqualTo("incident-lifecycle");
            assertThat(why.reason()).startsWith("is not executable");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve-step-lying.form", "form-hide_if.form", "form-swap.form"})
    void noOtherFormMayAskForDecisionsAboutSteps(String attack) throws IOException {
        var form = Files.readAllBytes(Path.of("src/test/resources/attacks", attack));

        assertThat(Soundness.check(attack, form, MODELS)).singleElement().satisfies(why -> {
            assertThat(why.element()).isEqualTo("approve-step");
            assertThat(why.reason()).startsWith("is fixed");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve-step", "settle-outcome"})
    void notEvenAWordOfTheShippedFormsMayChange(String form) throws IOException {
        var shipped = Files.readString(Path.of("forms", form + ".form"));

        assertThat(Soundness.check(form + ".form", bytes(shipped), MODELS)).isEmpty();
        for (var changed : List.of(
                shipped.replace("\"required\": true", "\"required\": false"),
                shipped.replaceFirst("\"label\": \"[^\"]*\"", "\"label\": \"Other\""),
                shipped.replaceFirst("\"values\"", "\"defaultValue\": \"true\", \"values\""),
                shipped + " ")) {
            assertThat(Soundness.check("x.form", bytes(changed), MODELS)).hasSize(1);
        }
    }

    private static boolean overlap(String cells) {
        var parts = cells.split("\\|");
        return !dmn(table("UNIQUE", parts[0] + "|1", parts[1] + "|2")).isEmpty();
    }

    /** @param rows condition and answer, with a bar between them */
    private static String table(String hitPolicy, String... rows) {
        var rules = new StringBuilder();
        for (var i = 0; i < rows.length; i++) {
            var parts = rows[i].split("\\|");
            rules.append("<rule id=\"r%d\"><inputEntry id=\"i%d\"><text>%s</text></inputEntry>"
                            .formatted(i + 1, i, parts[0].replace("<", "&lt;").replace(">", "&gt;")))
                    .append("<outputEntry id=\"o%d\"><text>%s</text></outputEntry></rule>".formatted(i, parts[1]));
        }
        return """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="D" name="d" namespace="x">
                <decision id="own" name="own"><decisionTable id="t" hitPolicy="%s">
                <input id="in"><inputExpression id="ie" typeRef="string"><text>x</text></inputExpression></input>
                <output id="out" name="answer" typeRef="integer"/>%s</decisionTable></decision></definitions>
                """.formatted(hitPolicy, rules);
    }

    private static String shipped(String decision) throws IOException {
        return Files.readString(Path.of("processes", decision + ".dmn"));
    }

    private static List<ModelRefusal> dmn(String model) {
        return Soundness.check("x.dmn", bytes(model), MODELS);
    }

    private static List<ModelRefusal> bpmn(String model) {
        return Soundness.check(
                "x.bpmn",
                bytes(model),
                new KnownModels(
                        key -> FORMS.contains(key) || key.equals("approve-step"),
                        key -> isProcess(key)
                                || Set.of("page-on-call", "triage").contains(key),
                        key -> Set.of("select-runbook", "assess-severity", "set-response-targets")
                                .contains(key),
                        Set.of("docker.restart-container")::contains));
    }
}
