package dev.firebreak.oncall.paging;

import static dev.firebreak.comms.CommsFixture.CATO;
import static dev.firebreak.comms.CommsFixture.EVE;
import static dev.firebreak.comms.CommsFixture.MO;
import static dev.firebreak.comms.CommsFixture.RITA;
import static dev.firebreak.comms.CommsFixture.SAM;
import static dev.firebreak.oncall.paging.PagingPolicy.ALL;
import static dev.firebreak.oncall.paging.PagingPolicy.NOTIFY;
import static dev.firebreak.oncall.paging.PagingPolicy.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.CommsFixture;
import dev.firebreak.oncall.schedule.OnCall;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EscalationLadderTests {

    private static final Instant NOW = Instant.parse("2026-11-22T07:16:30Z");
    private static final Catalog FULL = CommsFixture.catalog(Map.of("primary", RITA, "secondary", SAM, "manager", MO));

    @Example
    @Tag("A043")
    void p1PagesEveryoneOnCallAtOnceAtEveryLevel() {
        assertThat(turn(FULL).groups(ALL, 1, NOW).get(0)).containsExactly(RITA, SAM, MO);
        assertThat(turn(FULL).groups(ALL, 7, NOW).get(0)).containsExactly(RITA, SAM, MO);
    }

    @Example
    @Tag("A044")
    void p2ClimbsTheLadderLevelByLevel() {
        assertThat(turn(FULL).groups(PRIMARY, 1, NOW).get(0)).containsExactly(RITA);
        assertThat(turn(FULL).groups(PRIMARY, 2, NOW).get(0)).containsExactly(SAM);
        assertThat(turn(FULL).groups(PRIMARY, 3, NOW).get(0)).containsExactly(MO);
    }

    @Example
    void beyondTheLadderItStartsOver() {
        assertThat(turn(FULL).groups(PRIMARY, 4, NOW).get(0)).containsExactly(RITA);
        assertThat(turn(FULL).groups(PRIMARY, 3_000_000, NOW).get(0)).containsExactly(MO);
    }

    @Example
    @Tag("A045")
    void p3TellsThePrimaryWhateverTheLevel() {
        assertThat(turn(FULL).groups(NOTIFY, 2, NOW).get(0)).containsExactly(RITA);
    }

    @Example
    void aPagingWordThatNobodyKnowsPagesEveryone() {
        assertThat(PagingPolicy.of("shout")).isEqualTo(ALL);
        assertThat(PagingPolicy.of(null)).isEqualTo(ALL);
        assertThat(PagingPolicy.of("notify")).isEqualTo(NOTIFY);
    }

    @Example
    @Tag("G10")
    void aRungWithNobodyFallsToTheNextOne() {
        var catalog = CommsFixture.catalog(Map.of("manager", MO));

        assertThat(turn(catalog).groups(PRIMARY, 1, NOW)).containsExactly(List.of(MO), List.of(CATO));
    }

    @Example
    @Tag("G10")
    void somebodyWithoutAnAddressIsPassedOver() {
        var catalog = CommsFixture.catalog(Map.of("primary", new Contact("rita", "Rita", " "), "secondary", SAM));

        assertThat(turn(catalog).groups(PRIMARY, 1, NOW).get(0)).containsExactly(SAM);
    }

    @Example
    @Tag("G10")
    void nobodyOnCallAtAllEndsAtTheCatchAll() {
        assertThat(turn(CommsFixture.catalog(Map.of())).groups(ALL, 1, NOW)).containsExactly(List.of(CATO));
    }

    @Example
    @Tag("G10")
    void withoutACatchAllItIsEverybodyTheCatalogueKnows() {
        var catalog = CommsFixture.catalog(Map.of());
        var without = new Catalog(
                catalog.profile(),
                catalog.services(),
                catalog.targets(),
                catalog.contacts(),
                catalog.rotas(),
                catalog.ladder(),
                Map.of(),
                catalog.calendar());

        assertThat(turn(without).groups(ALL, 1, NOW).get(0)).containsExactlyInAnyOrder(RITA, SAM, MO, EVE, CATO);
    }

    @Example
    void whoWasAskedBeforeIsNotAskedAgainByTheCatchAll() {
        var catalog = CommsFixture.catalog(Map.of("primary", CATO, "secondary", CATO));

        assertThat(turn(catalog).groups(PRIMARY, 1, NOW)).containsExactly(List.of(CATO));
    }

    @Property(tries = 500)
    @net.jqwik.api.Tag("G10")
    void everyPageEndsInAPerson(
            @ForAll @IntRange(max = 7) int present,
            @ForAll PagingPolicy policy,
            @ForAll @LongRange(min = 1) long level) {
        var onCall = new HashMap<String, Contact>();
        var ladder = List.of("primary", "secondary", "manager");
        var people = List.of(RITA, SAM, MO);
        for (var n = 0; n < 3; n++) {
            if ((present >> n & 1) == 1) {
                onCall.put(ladder.get(n), people.get(n));
            }
        }

        var groups = turn(CommsFixture.catalog(onCall)).groups(policy, level, NOW);

        assertThat(groups).isNotEmpty().noneMatch(List::isEmpty);
        assertThat(groups.get(groups.size() - 1)).containsExactly(CATO);
        assertThat(groups.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    private static EscalationLadder turn(Catalog catalog) {
        return new EscalationLadder(new OnCall(catalog));
    }
}
