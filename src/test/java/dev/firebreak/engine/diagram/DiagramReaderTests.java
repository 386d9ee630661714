package dev.firebreak.engine.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagramReaderTests {

    private static final String MODEL = """
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
                xmlns:di="http://www.omg.org/spec/DD/20100524/DI" targetNamespace="t">
              <bpmn:process id="p" isExecutable="true">
                <bpmn:startEvent id="s" />
                <bpmn:userTask id="t" name="Look&#10;closely" />
                <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="t" />
              </bpmn:process>
              %s
            </bpmn:definitions>
            """;

    private static final String DRAWN = """
            <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="p">
              <bpmndi:BPMNShape bpmnElement="t"><dc:Bounds x="%1$s" y="0" width="100" height="80" /></bpmndi:BPMNShape>
              <bpmndi:BPMNEdge bpmnElement="f"><di:waypoint x="0" y="0" /><di:waypoint x="%1$s" y="9" /></bpmndi:BPMNEdge>
            </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>""";

    @Test
    void aModelWithoutDiagramDataHasNodesAndNoShapes() {
        var diagram = read(MODEL.formatted(""));

        assertThat(diagram.isEmpty()).isTrue();
        assertThat(diagram.name()).isEqualTo("p");
        assertThat(diagram.nodes()).extracting(Node::label).containsExactlyInAnyOrder("s", "Look\nclosely");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "INF", "-INF", "1e9"})
    void whatHasNoUsablePlaceIsNotDrawn(String place) {
        var diagram = read(MODEL.formatted(DRAWN.formatted(place)));

        assertThat(diagram.shapes()).isEmpty();
        assertThat(diagram.edges()).isEmpty();
        assertThat(diagram.nodes()).hasSize(2);
    }

    @Test
    void whatOnlyTheDrawnPartNamesIsLeftOut() {
        var diagram = read(MODEL.formatted(DRAWN.formatted("40")));

        assertThat(diagram.shapes()).singleElement().satisfies(it -> {
            assertThat(it.node().type()).isEqualTo(ElementType.USER_TASK);
            assertThat(it.bounds()).isEqualTo(new Bounds(40, 0, 100, 80));
        });
        assertThat(diagram.edges())
                .singleElement()
                .satisfies(it -> assertThat(it.source()).isEqualTo("s"));
        assertThat(diagram.nodes())
                .extracting(Node::id)
                .as("what is drawn first")
                .containsExactly("t", "s");
    }

    @Test
    void theMarksOfAnElementAreRead() {
        var every = read(Path.of("src/test/resources/diagram/every-element.bpmn"));

        assertThat(node(every, "Task_UndoEach").marks())
                .containsExactlyInAnyOrder(Mark.FOR_COMPENSATION, Mark.PARALLEL_INSTANCES);
        assertThat(node(every, "Task_Loop").marks()).containsExactly(Mark.LOOP);
        assertThat(node(every, "Task_Sequential").marks()).containsExactly(Mark.SEQUENTIAL_INSTANCES);
        assertThat(node(every, "Boundary_Timer").marks()).containsExactly(Mark.NON_INTERRUPTING);
        assertThat(node(every, "Boundary_Message").marks()).isEmpty();
        assertThat(node(every, "Sub_Event").marks()).containsExactlyInAnyOrder(Mark.EVENT_SUB_PROCESS, Mark.EXPANDED);
        assertThat(node(every, "Sub_Collapsed").marks()).isEmpty();
        assertThat(node(every, "Gateway_X").marks()).containsExactly(Mark.X_SHOWN);
        assertThat(node(every, "Catch_All").trigger()).isEqualTo(Trigger.PARALLEL_MULTIPLE);
        assertThat(node(every, "Note").name()).isEqualTo("A note of two lines that says why");
        assertThat(node(every, "Group").name()).isEqualTo("A group");
        assertThat(every.edges())
                .filteredOn(it -> it.start() != Edge.Start.PLAIN)
                .extracting(Edge::id, Edge::start)
                .containsExactlyInAnyOrder(
                        tuple("Flow_Default", Edge.Start.DEFAULT), tuple("Flow_If", Edge.Start.CONDITIONAL));
        assertThat(every.edges()).extracting(Edge::type).contains(Edge.Type.values());
        assertThat(every.shapes()).extracting(it -> it.node().type()).doesNotContain(ElementType.OTHER);
    }

    @Test
    void whatEnclosesIsDrawnBelow() {
        var order = read(Path.of("src/test/resources/diagram/every-element.bpmn")).shapes().stream()
                .map(it -> it.node().id())
                .toList();

        assertThat(order)
                .containsSubsequence("Pool", "Lane_Upper", "Sub_Expanded", "Inner_Task")
                .containsSubsequence("Wide", "Boundary_Message");
    }

    private static Node node(Diagram diagram, String id) {
        return diagram.shapes().stream()
                .map(Shape::node)
                .filter(it -> it.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Diagram read(String model) {
        return DiagramReader.read(
                Bpmn.readModelFromStream(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8))));
    }

    private static Diagram read(Path model) {
        return DiagramReader.read(Bpmn.readModelFromFile(model.toFile()));
    }
}
