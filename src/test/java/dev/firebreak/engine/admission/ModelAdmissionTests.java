package dev.firebreak.engine.admission;

import static dev.firebreak.engine.TestModels.around;
import static dev.firebreak.engine.TestModels.bytes;
import static dev.firebreak.engine.TestModels.process;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.firebreak.engine.CodeExecutionModels;
import dev.firebreak.engine.CodeExecutionModels.Vector;
import dev.firebreak.engine.TestModels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests layer 1 alone, without an engine: files in, refusals out. */
class ModelAdmissionTests {

    private static final KnownNames NAMES = KnownNames.of(Set.of("noteDelegate"), Set.of("docker.inspect"));

    static List<Vector> vectors() {
        return CodeExecutionModels.all();
    }

    static Stream<Path> ownModels() throws IOException {
        return Stream.of("processes", "runbooks", "forms")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(ModelAdmissionTests::list);
    }

    private static Stream<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(bpmn|dmn|form)")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("ownModels")
    void ourOwnModelsAreLetIn(Path file) throws IOException {
        assertThat(ModelAdmission.check(file.getFileName().toString(), Files.readAllBytes(file), KnownNames.any()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    @Tag("H1")
    void everyWayToRunCodeIsRefusedByElementAndReason(Vector vector) {
        assertThat(bpmn(vector.bpmn())).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.reason()).isNotBlank();
            assertThat(refusal.line()).isPositive();
        });
        assertThat(bpmn(vector.bpmn()).toString()).containsAnyOf("Attack", "camunda:", "bpmn:script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:userTask id='Attack' camunda:assignee='${commander}'/>",
                "<bpmn:userTask id='Attack' camunda:dueDate='${due}' camunda:candidateGroups='commander,admin'/>",
                "<bpmn:serviceTask id='Attack' camunda:delegateExpression='${noteDelegate}'/>",
                "<bpmn:serviceTask id='Attack' camunda:type='external' camunda:topic='docker.inspect'/>",
                "<bpmn:serviceTask id='Attack' camunda:type='external' camunda:topic='${step}'/>",
                "<bpmn:callActivity id='Attack' calledElement='${runbook}'/>",
            })
    void whatRunbooksNeedIsLetIn(String element) {
        assertThat(bpmn(around(element))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:serviceTask id='Attack' camunda:delegateExpression='${dataSource}'/>",
                "<bpmn:serviceTask id='Attack' camunda:delegateExpression='${noteDelegate.x}'/>",
                "<bpmn:serviceTask id='Attack' camunda:delegateExpression='#{noteDelegate}x'/>",
                "<bpmn:serviceTask id='Attack' camunda:type='external' camunda:topic='no.body'/>",
                "<bpmn:serviceTask id='Attack' camunda:type='external' camunda:topic='${topic}'/>",
                "<bpmn:serviceTask id='Attack' camunda:type='external'/>",
                "<bpmn:serviceTask id='Attack' camunda:type='mail'/>",
                "<bpmn:serviceTask id='Attack'/>",
                "<bpmn:sendTask id='Attack' camunda:type='external' camunda:topic='docker.inspect'/>",
                "<bpmn:userTask id='Attack' camunda:formKey='embedded:deployment:evil.html'/>",
                "<bpmn:userTask id='Attack' xmlns:activiti='http://activiti.org/bpmn' activiti:assignee='x'/>",
                "<bpmn:userTask id='Attack' camunda:formRef='${form}'/>",
                "<bpmn:businessRuleTask id='Attack' camunda:class='x'/>",
                "<bpmn:businessRuleTask id='Attack' camunda:decisionRef='${which}'/>",
                "<bpmn:callActivity id='Attack' calledElement=\"${x ? 'a' : 'b'}\"/>",
                "<bpmn:callActivity id='Attack' calledElement='x' camunda:variableMappingClass='x'/>",
                "<bpmn:callActivity id='Attack' camunda:caseRef='x'/>",
                "<bpmn:userTask id='Attack'><bpmn:documentation>${x.y()}</bpmn:documentation></bpmn:userTask>",
                "<bpmn:userTask id='Attack'><bpmn:extensionElements><camunda:formData/></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='Attack'><bpmn:extensionElements><camunda:connector/></bpmn:extensionElements></bpmn:userTask>",
                "<bpmn:userTask id='Attack'><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>100000</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>",
                "<bpmn:userTask id='Attack' xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd'/></bpmn:userTask>",
                "<bpmn:userTask id='Attack' xsi:schemaLocation='http://x http://127.0.0.1/x.xsd'/>",
                "<bpmn:userTask id='Attack' xmlns:d='http://camunda.org/schema/1.0/dmn' d:assignee='x'/>",
            })
    void whatIsNotOnTheListIsRefused(String element) {
        assertThat(bpmn(around(element))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:timeDuration xsi:type='bpmn:tFormalExpression'>PT5S</bpmn:timeDuration>",
                "<bpmn:timeDuration>${acknowledgeWithin}</bpmn:timeDuration>",
                "<bpmn:timeDate>2026-11-22T10:00:00Z</bpmn:timeDate>",
                "<bpmn:timeCycle>R3/PT10M</bpmn:timeCycle>",
            })
    void timersByLiteralOrVariableAreLetIn(String time) {
        assertThat(bpmn(around(timer(time)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<bpmn:timeDuration>${now().plus(1)}</bpmn:timeDuration>",
                "<bpmn:timeDuration>tomorrow</bpmn:timeDuration>",
                "<bpmn:timeCycle>R/PT1S</bpmn:timeCycle>",
                "<bpmn:timeCycle>R999/PT0S</bpmn:timeCycle>",
                "<bpmn:timeDuration>P9999999999999999999Y</bpmn:timeDuration>",
                "<bpmn:timeCycle>0/1 * * * * ?</bpmn:timeCycle>",
            })
    void otherTimersAreRefused(String time) {
        assertThat(bpmn(around(timer(time)))).isNotEmpty();
    }

    @Test
    @Tag("H3")
    void nothingOutsideTheFileIsRead() throws IOException {
        var hits = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            hits.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
        });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/x";
            for (var type : List.of(
                    "<!DOCTYPE x SYSTEM \"" + url + "\">",
                    "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + url + "\">]>",
                    "<!DOCTYPE x [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>",
                    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>",
                    "<?xml-stylesheet href=\"" + url + "\"?>")) {
                var model = around("<bpmn:userTask id='Attack' name='x'/>")
                        .replaceFirst("\\?>", "?>" + java.util.regex.Matcher.quoteReplacement(type));

                assertThat(bpmn(model)).as(type).isNotEmpty();
                assertThat(ModelAdmission.check("x.dmn", bytes(model), NAMES)).isNotEmpty();
            }
        } finally {
            server.stop(0);
        }
        assertThat(hits).hasValue(0);
    }

    @Test
    @Tag("H3")
    void aBillionLaughsAreNotLaughed() {
        var laughs = IntStream.range(1, 10)
                .mapToObj(i -> "<!ENTITY l%d '%s'>".formatted(i, ("&l" + (i - 1) + ";").repeat(10)))
                .collect(Collectors.joining("", "<!DOCTYPE x [<!ENTITY l0 'ha'>", "]>"));
        var model = around("<bpmn:userTask id='Attack' name='&l9;'/>").replaceFirst("\\?>", "?>" + laughs);

        assertThat(bpmn(model)).singleElement().asString().contains("document type");
    }

    @Test
    @Tag("H4")
    void fiftyMebibytesAreRefusedUnread() {
        assertThat(ModelAdmission.check("x.bpmn", new byte[50 * 1024 * 1024], NAMES))
                .singleElement()
                .asString()
                .contains("2 MiB");
    }

    @Test
    @Tag("H4")
    void moreThanTwoThousandElementsAreRefused() {
        var many = IntStream.range(0, 2001)
                .mapToObj("<bpmn:manualTask id='T%d'/>"::formatted)
                .collect(Collectors.joining());

        assertThat(bpmn(process("many", many))).singleElement().asString().contains("2000");
    }

    @Test
    @Tag("H4")
    void deepNestingIsRefused() {
        var deep = "<bpmn:subProcess>".repeat(5000) + "</bpmn:subProcess>".repeat(5000);

        assertThat(bpmn(process("deep", deep))).isNotEmpty();
    }

    @Test
    @Tag("H4")
    void aLongStraightModelIsNoLoop() {
        var straight = new StringBuilder("<bpmn:startEvent id='T0'/>");
        for (var i = 1; i < 900; i++) {
            straight.append("<bpmn:manualTask id='T%d'/><bpmn:sequenceFlow id='F%d' sourceRef='T%d' targetRef='T%d'/>"
                    .formatted(i, i, i - 1, i));
        }
        assertThat(bpmn(process("straight", straight.toString()))).isEmpty();
    }

    @Test
    @Tag("H4")
    void aLoopInWhichNothingWaitsIsRefused() {
        assertThat(bpmn(loopThrough("<bpmn:serviceTask id='Body' camunda:delegateExpression='${noteDelegate}'/>")))
                .singleElement()
                .asString()
                .contains("nothing waits");
        assertThat(bpmn(loopThrough("<bpmn:serviceTask id='Body' camunda:asyncBefore='true'"
                        + " camunda:delegateExpression='${noteDelegate}'/>")))
                .as("jobs without end")
                .isNotEmpty();
        assertThat(bpmn(loopThrough("""
                        <bpmn:subProcess id="Body"><bpmn:startEvent id="S"/><bpmn:endEvent id="E"/>
                        <bpmn:sequenceFlow id="SE" sourceRef="S" targetRef="E"/></bpmn:subProcess>"""))).isNotEmpty();
    }

    @Test
    @Tag("H4")
    void aLoopThatWaitsIsLetIn() {
        assertThat(bpmn(loopThrough("<bpmn:userTask id='Body'/>"))).isEmpty();
        assertThat(bpmn(loopThrough(
                        "<bpmn:serviceTask id='Body' camunda:type='external' camunda:topic='docker.inspect'/>")))
                .isEmpty();
        assertThat(bpmn(loopThrough("""
                        <bpmn:subProcess id="Body"><bpmn:startEvent id="S"/><bpmn:userTask id="U"/>
                        <bpmn:sequenceFlow id="SU" sourceRef="S" targetRef="U"/></bpmn:subProcess>"""))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<di:scriptTask/>",
                "<di:BPMNShape><di:serviceTask camunda:class='x.Y'/></di:BPMNShape>",
                "<di:BPMNShape camunda:class='x.Y'/>",
                "<di:BPMNShape name='${x}'/>",
                "<di:BPMNShape>text</di:BPMNShape>",
                "<di:BPMNShape><bpmn:scriptTask/></di:BPMNShape>",
            })
    @Tag("H1")
    void elementsOfTheDiagramAreCheckedLikeAllOthers(String element) {
        var diagram = "<di:BPMNDiagram xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI'>"
                + "<di:BPMNPlane>%s</di:BPMNPlane></di:BPMNDiagram></bpmn:definitions>";
        var model = around("<bpmn:userTask id='Attack'/>");

        assertThat(bpmn(model.replace(
                        "</bpmn:definitions>", diagram.formatted("<di:BPMNShape bpmnElement='Attack'/>"))))
                .isEmpty();
        assertThat(bpmn(model.replace("</bpmn:definitions>", diagram.formatted(element))))
                .isNotEmpty();
    }

    @Test
    @Tag("H1")
    void noDiagramIsInsideOfAProcess() {
        var shape = "<di:BPMNShape xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI'/>";

        assertThat(bpmn(around("<bpmn:userTask id='Attack'>" + shape + "</bpmn:userTask>")))
                .isNotEmpty();
        assertThat(bpmn(around("<bpmn:userTask id='Attack'><bpmn:extensionElements>" + shape
                        + "</bpmn:extensionElements></bpmn:userTask>")))
                .isNotEmpty();
    }

    /** Each took longer than ten seconds, grew with the square of its length, or overflowed the stack. */
    @ParameterizedTest
    @MethodSource("costly")
    @Tag("H4")
    void admissionTakesTimeInProportionToTheFile(String model) {
        var start = System.nanoTime();

        bpmn(model);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    static Stream<String> costly() {
        var crossed = "";
        for (var i = 0; i < 28; i++) {
            crossed = """
                    <bpmn:subProcess id="P%1$d"><bpmn:startEvent id="S%1$d"/><bpmn:manualTask id="A%1$d"/>
                    <bpmn:manualTask id="B%1$d"/>%2$s
                    <bpmn:sequenceFlow id="f%1$d" sourceRef="S%1$d" targetRef="A%1$d"/>
                    <bpmn:sequenceFlow id="g%1$d" sourceRef="S%1$d" targetRef="B%1$d"/>
                    <bpmn:sequenceFlow id="h%1$d" sourceRef="A%1$d" targetRef="P%3$d"/>
                    <bpmn:sequenceFlow id="k%1$d" sourceRef="B%1$d" targetRef="P%3$d"/></bpmn:subProcess>
                    """.formatted(i, crossed, i - 1);
        }
        return Stream.of(
                around("<bpmn:userTask id='Attack' name='" + "${a}".repeat(200_000) + "'/>"),
                around("<bpmn:userTask id='Attack' name='" + "$".repeat(1_500_000) + "'/>"),
                around("<bpmn:userTask id='Attack' name='${" + "(".repeat(1_500_000) + "'/>"),
                around("<bpmn:callActivity id='Attack' calledElement='${a" + ".a".repeat(500_000) + "}'/>"),
                around("<bpmn:userTask id='Attack'>" + "<bpmn:incoming>x</bpmn:incoming>".repeat(40_000)
                        + "</bpmn:userTask>"),
                process("crossed", crossed));
    }

    @Test
    @Tag("H5")
    void aTextThatPutsTogetherManyVariablesIsRefused() {
        assertThat(bpmn(around("<bpmn:userTask id='Attack' name='" + "${a}".repeat(51) + "'/>")))
                .isNotEmpty();
    }

    @Test
    @Tag("H4")
    void manyTimersThatStartAProcessAreRefused() {
        var starts = IntStream.range(0, 6)
                .mapToObj(
                        i -> "<bpmn:startEvent id='S%d'><bpmn:timerEventDefinition><bpmn:timeCycle>R9/PT1M".formatted(i)
                                + "</bpmn:timeCycle></bpmn:timerEventDefinition></bpmn:startEvent>")
                .collect(Collectors.joining());

        assertThat(bpmn(process("starts", starts)).toString()).contains("start events with timers");
    }

    @Test
    void otherFilesAreRefused() {
        for (var name : List.of("page.html", "script.js", "x.cmmn", "x.bpmn20.xml", "x.BPMN", "logo.svg")) {
            assertThat(ModelAdmission.check(name, bytes("x"), NAMES)).as(name).isNotEmpty();
        }
    }

    private static String loopThrough(String body) {
        return process("loop", """
                <bpmn:startEvent id="Start"/>
                <bpmn:sequenceFlow id="In" sourceRef="Start" targetRef="Again"/>
                <bpmn:exclusiveGateway id="Again"/>
                <bpmn:sequenceFlow id="Do" sourceRef="Again" targetRef="Body"/>
                %s
                <bpmn:sequenceFlow id="Back" sourceRef="Body" targetRef="Again"/>
                """.formatted(body));
    }

    private static String timer(String time) {
        return "<bpmn:intermediateCatchEvent id='Attack'><bpmn:timerEventDefinition>" + time
                + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>";
    }

    private static List<ModelRefusal> bpmn(String model) {
        return ModelAdmission.check("x.bpmn", TestModels.bytes(model), NAMES);
    }
}
