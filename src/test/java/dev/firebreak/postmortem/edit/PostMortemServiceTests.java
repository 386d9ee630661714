package dev.firebreak.postmortem.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.postmortem.PostMortemFixture;
import dev.firebreak.postmortem.action.ActionItem;
import dev.firebreak.postmortem.record.PostMortem.Status;
import dev.firebreak.postmortem.record.PostMortemChanged;
import dev.firebreak.postmortem.record.PostMortemFinal;
import dev.firebreak.postmortem.record.PostMortemIncomplete;
import dev.firebreak.postmortem.record.PostMortemSections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class PostMortemServiceTests {

    @TempDir
    Path data;

    private PostMortemFixture room;

    @BeforeEach
    void open() {
        room = new PostMortemFixture(data);
    }

    @Test
    @Tag("A110")
    void aDraftIsDueFortyEightHoursAfterTheResolutionNotAfterTheDraft() {
        var id = room.resolved();
        room.clock.passes(Duration.ofHours(3));

        assertThat(room.service.draft(id)).isEqualTo(Instant.parse("2026-11-24T08:28:30Z"));
    }

    @Test
    void aDraftBeginsWithWhatTheRecordKnows() {
        var id = room.resolved();

        room.service.draft(id);

        var draft = room.postMortems.get(id);
        assertThat(draft.status()).isEqualTo(Status.DRAFT);
        assertThat(draft.authors()).containsExactly("carla");
        assertThat(draft.sections().summary())
                .isEqualTo("The trouble with mosaic-postgres (\"Pool exhausted\") began at 2026-11-22 07:16 UTC and was"
                        + " over at 2026-11-22 08:28 UTC, after 1 h 12 min.");
        assertThat(draft.sections().whatHappened())
                .isEqualTo("Root cause: a worker leaks connections\n\nWhat resolved it: idle sessions were closed");
    }

    @Test
    void aSecondDraftLeavesTheFirstAlone() {
        var id = room.resolved();
        var due = room.service.draft(id);
        room.service.edit(id, 1, form(Map.of("lessons", "watch the pool")), "rex");
        room.clock.passes(Duration.ofDays(1));

        assertThat(room.service.draft(id)).isEqualTo(due);
        assertThat(room.timeline.of(id)).extracting(TimelineEntry::what).endsWith("Post-mortem edited");
        assertThat(room.postMortems.get(id).sections().lessons()).isEqualTo("watch the pool");
    }

    @Test
    void theFormIsWrittenOverTheDraftAndAnEmptyFieldDeletesNothing() {
        var id = room.resolved();
        room.service.draft(id);
        room.service.edit(id, 1, form(Map.of("lessons", "watch the pool")), "rex");

        room.service.record(id, form(Map.of("lessons", " ", "wentWell", "paging")), false, "carla");

        var recorded = room.postMortems.get(id);
        assertThat(recorded.sections().lessons()).isEqualTo("watch the pool");
        assertThat(recorded.sections().wentWell()).isEqualTo("paging");
        assertThat(recorded.sections().summary()).isEqualTo("Pool was empty");
        assertThat(recorded.status()).isEqualTo(Status.DRAFT);
        assertThat(recorded.authors()).containsExactly("carla", "rex");
        assertThat(recorded.finishedAt()).isEqualTo(room.clock.instant());
    }

    @Test
    void anIncompleteFormIsRefusedWithAllItsFaultsAndNothingIsWritten() {
        var id = room.resolved();
        room.service.draft(id);
        var before = room.postMortems.get(id);

        assertThatThrownBy(() ->
                        room.service.record(id, PostMortemSections.of(Map.of("dataLoss", "perhaps")), true, "carla"))
                .isInstanceOf(PostMortemIncomplete.class)
                .hasMessageContaining("dataLoss: must be yes, no or unknown; why1: is missing");

        assertThat(room.postMortems.get(id)).isEqualTo(before);
    }

    @Test
    void aFinalPostMortemIsNotEditedAnyMore() {
        var id = room.resolved();
        room.service.record(id, form(Map.of()), true, "carla");

        assertThat(room.postMortems.get(id).status()).isEqualTo(Status.FINAL);
        assertThatThrownBy(() -> room.service.edit(id, 2, form(Map.of()), "rex"))
                .isInstanceOf(PostMortemFinal.class);
    }

    @Test
    void ofTwoEditorsTheSecondReadsAgain() {
        var id = room.resolved();
        room.service.draft(id);
        room.service.edit(id, 1, form(Map.of("lessons", "first")), "rex");

        assertThatThrownBy(() -> room.service.edit(id, 1, form(Map.of("lessons", "second")), "carla"))
                .isInstanceOf(PostMortemChanged.class);
        assertThat(room.postMortems.get(id).sections().lessons()).isEqualTo("first");
    }

    @Test
    @Tag("A116")
    void actionItemsAreFiledOnceFromTheRecordedLines() {
        var id = room.resolved();
        room.service.record(
                id,
                form(Map.of("actionItems", "Alert at 80 % | rex | 2026-12-01\nsomething | odd | x")),
                true,
                "carla");

        room.service.fileActionItems(id);
        room.service.fileActionItems(id);

        assertThat(room.actions.of(id))
                .extracting(ActionItem::description, ActionItem::owner, ActionItem::type, ActionItem::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Alert at 80 %", "rex", "task", ActionItem.Status.OPEN),
                        org.assertj.core.groups.Tuple.tuple(
                                "something | odd | x", null, "task", ActionItem.Status.OPEN));
        assertThat(room.timeline.of(id)).extracting(TimelineEntry::what).endsWith("2 action items filed");
    }

    @Test
    void anIncidentWithoutPostMortemHasNoActionItemsToFile() {
        var id = room.resolved();

        room.service.fileActionItems(id);

        assertThat(room.actions.of(id)).isEmpty();
    }

    public static PostMortemSections form(Map<String, Object> more) {
        var form = new HashMap<String, Object>(
                Map.of("summary", "Pool was empty", "dataLoss", "no", "why1", "no connection was left"));
        form.putAll(more);
        return PostMortemSections.of(form);
    }
}
