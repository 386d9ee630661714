package dev.firebreak.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.Decisions.DecisionRefused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may say yes, how many have to, and to what exactly. */
class ApprovalTests extends OnSite {

    @Test
    void withoutAnApprovalNothingHappens() throws Exception {
        var run = site.flip().plan().execute();

        assertThat(run.outcome()).isEqualTo("refused");
        assertThat(run.text("stepReason")).contains("needs 1 approval, has 0");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void whatTheTableCallsAutomaticNeedsNobody() throws Exception {
        var run = site.flip().with("approval", "automatic").plan().execute();

        assertThat(run.outcome()).isEqualTo("done");
    }

    @Test
    void whatCantBeTakenBackNeedsAPerson_whateverTheTableSays() throws Exception {
        var before = Smash.DONE.get();
        var run = site.smash().with("approval", "automatic").plan().execute();

        assertThat(run.variables).containsEntry("irreversible", true).containsEntry("stepOutcome", "refused");
        assertThat(Smash.DONE).hasValue(before);
    }

    @Test
    void whenLivesAreAtStakeNothingIsAutomatic() throws Exception {
        site.beans.getBean(Incidents.class).declareLifeSafety(site.incident);

        var run = site.flip().with("approval", "automatic").plan().execute();

        assertThat(run.variables).containsEntry("automation", false).containsEntry("stepOutcome", "refused");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void twoMeansTwoDifferentPeople() throws Exception {
        var run = site.flip().with("approval", "two").plan();

        assertThat(run.approve("carla", true)).isEqualTo(new Decisions.Decision(true, 1));
        assertThat(run.approve("carla", true)).isEqualTo(new Decisions.Decision(true, 1));
        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void twoPeopleAreEnough() throws Exception {
        var run = site.flip().with("approval", "two").plan().approvedBy("carla");

        assertThat(run.approve("cora", true)).isEqualTo(new Decisions.Decision(true, 0));
        assertThat(run.execute().outcome()).isEqualTo("done");
    }

    @Test
    void aDeclinedStepDoesNotHappen() throws Exception {
        var run = site.flip().plan();

        assertThat(run.approve("carla", false).granted()).isFalse();
        assertThat(run.execute().outcome()).isEqualTo("refused");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void A14_aSecondClickGetsTheFirstResult() throws Exception {
        var run = site.flip().plan();
        var first = run.approve("carla", true);

        assertThat(run.approve("carla", true)).isEqualTo(first);
        assertThat(run.approve("carla", false)).isEqualTo(first);
        assertThat(site.timeline()).filteredOn(it -> it.startsWith("Approved")).hasSize(1);
        run.execute();
        assertThat(run.approve("carla", true)).isEqualTo(first);
    }

    @Test
    void nobodyApprovesTheirOwnRequest() throws Exception {
        var run = site.flip().with("requestedBy", "carla").plan();

        assertThatThrownBy(() -> run.approve("carla", true))
                .isInstanceOf(DecisionRefused.class)
                .hasMessageContaining("somebody else");
    }

    @Test
    void aSiteOfOnePersonIsWarnedInstead() throws Exception {
        try (var small = new Site(folder, "firebreak.four-eyes=warn")) {
            small.flip().with("requestedBy", "carla").plan().approvedBy("carla");

            assertThat(small.timeline()).last().asString().contains("four eyes not kept");
        }
    }

    @Test
    void onlyACommanderDecides() throws Exception {
        var run = site.flip().plan();

        assertThatThrownBy(() -> run.approve("rex", true)).hasMessageContaining("Only a commander");
        assertThatThrownBy(() -> run.approve("nobody", true)).hasMessageContaining("not known who");
        assertThatThrownBy(() -> run.approve(null, true)).hasMessageContaining("not known who");
    }

    @Test
    void F13_anOldApprovalIsVoid() throws Exception {
        var run = site.approved();

        site.clock.passes(Duration.ofMinutes(15));

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("expired");
        assertThat(site.effects()).isEmpty();
        assertThat(run.plan().approvedBy("carla").execute().outcome()).isEqualTo("done");
    }

    @Test
    void F13_otherParametersThanApprovedAreVoid() throws Exception {
        var run = site.approved().with("word", "off").execute();

        assertThat(run.outcome()).isEqualTo("void");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void F13_aPlanChangedBehindTheApprovalIsVoid() throws Exception {
        var run = site.approved();
        site.beans
                .getBean(JdbcClient.class)
                .sql("update step set plan = replace(plan, '\"on\"', '\"off\"')")
                .update();

        assertThat(run.with("word", "off").execute().outcome()).isEqualTo("void");
        assertThat(site.effects()).isEmpty();
    }

    @Test
    void F4_sameNameButNewId_isVoid() throws Exception {
        var run = site.approved();

        site.there("id", "lamp-made-anew");

        assertThat(run.execute().outcome()).isEqualTo("void");
        assertThat(run.text("stepReason")).contains("approved for lamp-1, found lamp-made-anew");
        assertThat(site.effects()).isEmpty();
    }
}
