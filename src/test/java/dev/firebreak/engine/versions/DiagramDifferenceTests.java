package dev.firebreak.engine.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.engine.versions.DiagramDifference.ElementChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DiagramDifferenceTests {

    private static final Path TRIAGE = Path.of("processes/triage.bpmn");

    @Test
    void equalVersionsDoNotDiffer() throws IOException {
        assertThat(difference(triage(), triage()).changes()).isEmpty();
    }

    @Test
    void anElementThatOnlyMovedDoesNotDiffer() throws IOException {
        var moved = triage().replaceFirst("<dc:Bounds x=\"(\\d+)\"", "<dc:Bounds x=\"1$1\"");

        assertThat(moved).isNotEqualTo(triage());
        assertThat(difference(triage(), moved).changes()).isEmpty();
    }

    @Test
    void aChangedGroupIsNamedByTheLabelOfItsTask() throws IOException {
        var changed = triage().replaceFirst("candidateGroups=\"commander\"", "candidateGroups=\"commander,responder\"");
        assertThat(changed).isNotEqualTo(triage());

        var difference = difference(triage(), changed);

        assertThat(difference.changes()).hasSize(1).containsValue(ElementChange.CHANGED);
        assertThat(difference.labels(ElementChange.CHANGED)).hasSize(1);
        assertThat(difference.labels(ElementChange.ADDED)).isEmpty();
    }

    @Test
    void whatIsGoneIsOnTheDrawingAtItsOldPlace() throws IOException {
        var longer = Files.readString(Path.of("src/test/resources/diagram/compared-after.bpmn"));
        var shorter = Files.readString(Path.of("src/test/resources/diagram/compared-before.bpmn"));

        var removed = difference(longer, shorter);
        var added = difference(shorter, longer);

        assertThat(removed.labels(ElementChange.REMOVED))
                .contains("Check again", "flow from Look to Check again", "flow from Check again to Over");
        assertThat(removed.labels(ElementChange.ADDED)).containsExactly("flow from Look to Over");
        assertThat(removed.drawing().shapes()).anyMatch(it -> it.node().id().equals("UserTask_CheckAgain"));
        assertThat(added.labels(ElementChange.ADDED)).contains("Check again");
        assertThat(added.labels(ElementChange.CHANGED)).isEmpty();
    }

    private static DiagramDifference difference(String before, String after) {
        return DiagramDifference.of(before.getBytes(StandardCharsets.UTF_8), after.getBytes(StandardCharsets.UTF_8));
    }

    private static String triage() throws IOException {
        return Files.readString(TRIAGE);
    }
}
