package dev.firebreak.postmortem.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.Milestone;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostMortemServiceTests {

    @TempDir
    Path data;

    private PostMortemFixture fixture;

    @BeforeEach
    void open() {
        fixture = new PostMortemFixture(data);
    }

    @Test
    @Tag("A110")
    void aDraftIsDueFortyEightHoursAfterTheResolutionNotAfterTheDraft() {
        var id = fixture.resolved();
        fixture.clock.passes(Duration.ofHours(3));

        assertThat(fixture.service.draft(id)).isEqualTo(Instant.parse("2026-11-24T08:28:30Z"));
    }

    @Test
    void aDraftBeginsWithWhatTheRecordKnows() {
        var id = fixture.resolved();
        fixture.timeline.reach(id, Milestone.ALERTED, "Opened", "alerts");
        fixture.timeline.reach(id, Milestone.RESOLVED, "Resolved", "carla");

        fixture.service.draft(id);

        var draft = fixture.postMortems.get(id);
        assertThat(draft.status()).isEqualTo(Status.DRAFT);
        assertThat(draft.authors()).containsExactly("carla");
        assertThat(draft.sections().summary())
                .isEqualTo("The incident on mosaic-postgres (\"Pool exhausted\") began at 2026-11-22 07:16 UTC."
                        + " [entry 1] It was resolved at 2026-11-22 08:28 UTC, after 1 h 12 min. [entry 2]");
        assertThat(draft.sections().whatHappened())
                .isEqualTo("Root cause: a worker leaks connections. [entry 2]\n\n"
                        + "What resolved it: idle sessions were closed. [entry 2]");
    }

    @Test
    void aSecondDraftLeavesTheFirstAlone() {
        var id = fixture.resolved();
        var due = fixture.service.draft(id);
        fixture.service.edit(id, 1, PostMortemFixture.form(Map.of("lessons", "watch the pool")), "rex");
        fixture.clock.passes(Duration.ofDays(1));

        assertThat(fixture.service.draft(id)).isEqualTo(due);
        assertThat(fixture.timeline.of(id)).extracting(TimelineEntry::what).endsWith("Post-mortem edited");
        assertThat(fixture.postMortems.get(id).sections().lessons()).isEqualTo("watch the pool");
    }

    @Test
    void theFormIsWrittenOverTheDraftAndAnEmptyFieldDeletesNothing() {
        var id = fixture.resolved();
        fixture.service.draft(id);
        fixture.service.edit(id, 1, PostMortemFixture.form(Map.of("lessons", "watch the pool")), "rex");

        fixture.service.record(
                id, PostMortemFixture.form(Map.of("lessons", " ", "wentWell", "paging")), false, "carla");

        var recorded = fixture.postMortems.get(id);
        assertThat(recorded.sections().lessons()).isEqualTo("watch the pool");
        assertThat(recorded.sections().wentWell()).isEqualTo("paging");
        assertThat(recorded.sections().summary()).isEqualTo("Pool was empty");
        assertThat(recorded.status()).isEqualTo(Status.DRAFT);
        assertThat(recorded.authors()).containsExactly("carla", "rex");
        assertThat(recorded.finishedAt()).isEqualTo(fixture.clock.instant());
    }

    @Test
    void anIncompleteFormIsRefusedWithAllItsFaultsAndNothingIsWritten() {
        var id = fixture.resolved();
        fixture.service.draft(id);
        var before = fixture.postMortems.get(id);

        assertThatThrownBy(() ->
                        fixture.service.record(id, PostMortemSections.of(Map.of("dataLoss", "perhaps")), true, "carla"))
                .isInstanceOf(PostMortemIncomplete.class)
                .hasMessageContaining("dataLoss: must be yes, no or unknown; why1: is missing");

        assertThat(fixture.postMortems.get(id)).isEqualTo(before);
    }

    @Test
    void aFinalPostMortemIsNotEditedAnyMore() {
        var id = fixture.resolved();
        fixture.service.record(id, PostMortemFixture.form(Map.of()), true, "carla");
        assertThat(fixture.postMortems.get(id).status()).isEqualTo(Status.SUBMITTED);
        assertThatThrownBy(() -> fixture.approves("carla", id)).hasMessageContaining("Somebody else must approve");

        fixture.approves("ann", id);

        assertThat(fixture.postMortems.get(id).status()).isEqualTo(Status.FINAL);
        assertThatThrownBy(() -> fixture.service.edit(id, 2, PostMortemFixture.form(Map.of()), "rex"))
                .isInstanceOf(PostMortemFinal.class);
    }

    @Test
    void ofTwoEditorsTheSecondReadsAgain() {
        var id = fixture.resolved();
        fixture.service.draft(id);
        fixture.service.edit(id, 1, PostMortemFixture.form(Map.of("lessons", "first")), "rex");

        assertThatThrownBy(
                        () -> fixture.service.edit(id, 1, PostMortemFixture.form(Map.of("lessons", "second")), "carla"))
                .isInstanceOf(PostMortemChanged.class);
        assertThat(fixture.postMortems.get(id).sections().lessons()).isEqualTo("first");
    }

    @Test
    @Tag("A116")
    void actionItemsAreFiledOnceFromTheRecordedLines() {
        var id = fixture.resolved();
        fixture.service.record(
                id,
                PostMortemFixture.form(Map.of("actionItems", "Alert at 80 % | rex | 2026-12-01\nsomething | odd | x")),
                true,
                "carla");

        fixture.service.fileActionItems(id);
        fixture.service.fileActionItems(id);

        assertThat(fixture.actions.of(id))
                .extracting(ActionItem::description, ActionItem::owner, ActionItem::type, ActionItem::status)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Alert at 80 %", "rex", "task", ActionItem.Status.OPEN),
                        org.assertj.core.groups.Tuple.tuple(
                                "something | odd | x", null, "task", ActionItem.Status.OPEN));
        assertThat(fixture.timeline.of(id)).extracting(TimelineEntry::what).endsWith("2 action items filed");
    }

    @Test
    @Tag("A116")
    void aLineIsFiledThoughAPersonHasFiledAnItemByHand() {
        var id = fixture.resolved();
        fixture.actions.file(id, "task", "Buy disks", null, null);
        fixture.actions.file(id, "task", "Same words", "rex", null);
        fixture.service.record(
                id,
                PostMortemFixture.form(Map.of("actionItems", "Alert at 80 % | rex\nAlert at 80 % | ann\nSame words")),
                true,
                "carla");

        fixture.service.fileActionItems(id);

        assertThat(fixture.actions.of(id))
                .extracting(ActionItem::description, ActionItem::owner)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Buy disks", null),
                        org.assertj.core.groups.Tuple.tuple("Same words", "rex"),
                        org.assertj.core.groups.Tuple.tuple("Alert at 80 %", "rex"),
                        org.assertj.core.groups.Tuple.tuple("Alert at 80 %", "ann"));
    }

    @Test
    @Tag("A116")
    void aLineThatIsAddedBeforeTheApprovalIsFiledWithIt() {
        var id = fixture.resolved();
        fixture.service.record(id, PostMortemFixture.form(Map.of("actionItems", "First")), true, "carla");
        fixture.service.fileActionItems(id);
        var version = fixture.postMortems.get(id).version();
        fixture.service.edit(id, version, PostMortemFixture.form(Map.of("actionItems", "First\nSecond")), "rex");
        fixture.service.submit(id, "rex");

        fixture.approves("ann", id);

        assertThat(fixture.actions.of(id)).extracting(ActionItem::description).containsExactly("First", "Second");
    }

    @Test
    void anApprovalCountsForTheVersionThatTheApproverHasRead() {
        var id = fixture.resolved();
        fixture.service.record(id, PostMortemFixture.form(Map.of()), true, "carla");
        var read = fixture.postMortems.get(id).version();
        fixture.service.edit(id, read, PostMortemFixture.form(Map.of("lessons", "unread")), "rex");
        fixture.service.submit(id, "rex");

        assertThatThrownBy(() -> fixture.service.approve(id, read, "ann")).isInstanceOf(PostMortemChanged.class);

        assertThat(fixture.postMortems.get(id).status()).isEqualTo(Status.SUBMITTED);
    }

    @Test
    void anAuthorWhoseNameHasACommaIsAnAuthor() {
        var id = fixture.resolved();
        fixture.service.record(id, PostMortemFixture.form(Map.of()), true, "rex, jr");

        assertThatThrownBy(() -> fixture.approves("rex, jr", id)).hasMessageContaining("Somebody else must approve");
    }

    @Test
    void anIncidentWithoutPostMortemHasNoActionItemsToFile() {
        var id = fixture.resolved();

        fixture.service.fileActionItems(id);

        assertThat(fixture.actions.of(id)).isEmpty();
    }
}
