package dev.firebreak.board.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.lifecycle.status.RunState;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DiagramSvgTests {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&]]><script>alert(2)</script>";

    static Stream<Path> models() {
        return Models.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyElementIsDrawnOnceInsideOfThePicture(Path file) {
        var model = Models.read(file);

        var drawn = Drawn.inPage(Models.diagram(file), Map.of());

        var ids = Stream.concat(
                        model.getModelElementsByType(BpmnShape.class).stream().map(BpmnShape::getBpmnElement),
                        model.getModelElementsByType(BpmnEdge.class).stream().map(BpmnEdge::getBpmnElement))
                .map(it -> "p-" + it.getId())
                .toList();
        assertThat(drawn.ids()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids);
        assertThat(drawn.outside()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyLabelIsThereInFull(Path file) {
        var labels = Models.read(file).getModelElementsByType(FlowElement.class).stream()
                .map(FlowElement::getName)
                .filter(it -> it != null && !it.isBlank())
                .map(it -> it.replaceAll("\\s", ""))
                .toList();

        assertThat(Drawn.inPage(Models.diagram(file), Map.of()).letters()).contains(labels);
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingRunsAndNothingIsLoaded(Path file) {
        var page = DiagramSvg.inPage(Models.diagram(file), "p-", 1, Map.of()).orElseThrow();
        var alone = DiagramSvg.file(Models.diagram(file)).orElseThrow();

        assertThat(page)
                .doesNotContain("<style", "style=\"", "<script", "url(", "href=", "data:")
                .doesNotContainPattern("<[^>]* on\\w+=");
        assertThat(alone).contains("<style").doesNotContain("<script", "url(", "@import", "href=", "data:");
    }

    @Test
    void aFileAndAPageShowTheSameShapes() {
        var every = Models.diagram(Models.EVERY_ELEMENT);

        var page = DiagramSvg.inPage(every, "", 1, Map.of()).orElseThrow();
        var alone = DiagramSvg.file(every).orElseThrow();

        assertThat(alone.substring(alone.indexOf("<g "))).isEqualTo(page.substring(page.indexOf("<g ")));
    }

    @ParameterizedTest
    @EnumSource(RunState.class)
    void aStateIsASignAndWords_notOnlyAColour(RunState state) {
        var task = Drawn.task("Plan step");
        var none = DiagramSvg.inPage(task, "p-", 1, Map.of()).orElseThrow();

        var drawn = DiagramSvg.inPage(
                        task, "p-", 1, Map.of("Task_1", new Progress(state, "3 min", "in words, 3 min", "/steps/1")))
                .orElseThrow();

        assertThat(drawn)
                .contains("<g id=\"p-Task_1\" class=\"task " + state.name().toLowerCase() + "\">")
                .contains("<title>Plan step: in words, 3 min</title>", "<a href=\"/steps/1\">", ">3 min</text>");
        assertThat(none).doesNotContain("progress-mark", "<a ").contains("class=\"task\"");
        for (var other : RunState.values()) {
            if (other != state) {
                var otherDrawn = DiagramSvg.inPage(
                                task,
                                "p-",
                                1,
                                Map.of("Task_1", new Progress(other, "3 min", "in words, 3 min", "/steps/1")))
                        .orElseThrow();
                assertThat(sign(drawn)).as(state + " and " + other).isNotEqualTo(sign(otherDrawn));
            }
        }
    }

    @Test
    void aFlowIsTakenOnlyWhereThereIsNoOtherWayToItsTarget() {
        var gateway = Models.diagram(Path.of("processes/triage.bpmn"));
        var done = new Progress(RunState.DONE, "", "done", null);

        var drawn = DiagramSvg.inPage(
                        gateway, "", 1, Map.of("StartEvent_IncidentRecorded", done, "ServiceTask_ReadDecisions", done))
                .orElseThrow();

        assertThat(drawn).contains("class=\"edge taken\"").contains("class=\"edge\"");
        assertThat(drawn.split("edge taken", -1)).hasSize(2);
    }

    @Test
    @Tag("E4")
    void hostileLabelsAreText() {
        var drawn = Drawn.inPage(
                Drawn.task(HOSTILE), Map.of("Task_1", new Progress(RunState.STUCK, HOSTILE, HOSTILE, HOSTILE)));

        assertThat(drawn.tags()).doesNotContain("img", "script");
        assertThat(drawn.svg()).contains("&lt;img").doesNotContain("<img", "<script", "\"'");
        assertThat(drawn.letters()).contains(HOSTILE.replaceAll("\\s", ""));
    }

    @Test
    void aLongLabelEndsWithAnEllipsis_andTheTitleHasItInFull() {
        var name = "Terminate the sessions ".repeat(12).strip();

        var drawn = DiagramSvg.inPage(Drawn.task(name), "p-", 1, Map.of()).orElseThrow();

        assertThat(drawn).contains("…</tspan>", "<title>" + name + "</title>");
        assertThat(Drawn.inPage(Drawn.task(name), Map.of()).outside()).isEmpty();
    }

    @Test
    @Timeout(20)
    void aWordWithoutSpacesIsBroken_andNoCharacterIsCutInTwo() {
        for (var name : new String[] {"x".repeat(200), "😀".repeat(60), "語".repeat(90), "-".repeat(90), "a\u00adb"}) {
            assertThat(Drawn.inPage(Drawn.task(name), Map.of()).outside())
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void aModelWithoutDiagramDataHasNoPicture() {
        var none = new Diagram("k", "K", java.util.List.of(), java.util.List.of(), java.util.List.of());

        assertThat(DiagramSvg.inPage(none, "p-", 1, Map.of())).isEmpty();
        assertThat(DiagramSvg.file(none)).isEmpty();
    }

    private static String sign(String svg) {
        return svg.substring(svg.indexOf("progress-mark"));
    }
}
