package dev.firebreak.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.CatalogGuard.Objection;
import dev.firebreak.catalog.Target;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.RunbookFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step uses stays in the catalogue, and an approval counts for the target that people saw. */
@Tag("D41")
class TargetsInUseTests {

    @TempDir
    Path folder;

    @TempDir
    Path other;

    private RunbookFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new RunbookFixture(folder);
        for (var place : List.of(folder, other)) {
            Files.writeString(place.resolve("id"), "id-1");
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aTargetThatNoStepUsesMayGo() {
        assertThat(objections(null)).isEmpty();
        assertThat(objections(lamp(other))).isEmpty();
    }

    @Test
    void aTargetWithAPlanMayChangeButNotGo() throws Exception {
        fixture.step("test.flip").plan();

        assertThat(objections(lamp(other))).isEmpty();
        assertThat(objections(null)).singleElement().satisfies(objection -> {
            assertThat(objection.path()).isEqualTo("targets.lamp");
            assertThat(objection.why()).contains("Flip in " + fixture.incident, "it can't be removed before its end");
        });
    }

    @Test
    void howAStepReachesItsTargetStaysUntilItsEnd() throws Exception {
        Files.createFile(folder.resolve("broken"));
        Files.createFile(folder.resolve("blind"));
        var run = fixture.step("test.flip").plan().approvedBy("carla");
        fixture.beans
                .getBean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("update step set state = 'RUNNING' where id = ?")
                .param(run.step().id())
                .update();

        assertThat(objections(lamp(other)))
                .singleElement()
                .satisfies(objection ->
                        assertThat(objection.why()).contains("how it is reached can't change before its end"));
        assertThat(objections(new Target(
                        "lamp",
                        "test",
                        "tier-1",
                        false,
                        false,
                        fixture.catalog.targets().get("lamp").settings(),
                        Map.of())))
                .as("tier and live may change")
                .isEmpty();

        fixture.beans.getBean(Incidents.class).end(fixture.incident, IncidentStatus.CANCELLED, null);
        assertThat(objections(null)).isEmpty();
    }

    @Test
    void anApprovalIsNoneForAnotherThingOfTheSameName() throws Exception {
        var run = fixture.step("test.flip").plan().approvedBy("carla");

        fixture.catalog = fixture.with("lamp", lamp(other));
        run.execute();

        assertThat(run.outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("the catalogue has changed how lamp is reached");
        assertThat(other.resolve("effects")).doesNotExist();
        assertThat(folder.resolve("effects")).doesNotExist();
    }

    @Test
    void anUndoTakesBackOnlyWhatTheStepChanged() throws Exception {
        fixture.step("test.flip").plan().approvedBy("carla").execute();

        fixture.catalog = fixture.with("lamp", lamp(other));
        var undo = fixture.step("test.flip").with("undo", true).plan();

        assertThat(undo.text("stepReason")).contains("Take it back by hand");
        assertThat(other.resolve("effects")).doesNotExist();
    }

    private List<Objection> objections(Target lamp) {
        return fixture.beans.getBean(TargetsInUse.class).objections(fixture.catalog, fixture.with("lamp", lamp));
    }

    private static Target lamp(Path at) {
        return new Target("lamp", "test", "tier-2", true, false, Map.of("folder", at.toString()), Map.of());
    }
}
