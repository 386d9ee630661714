package dev.firebreak.oncall;

import static dev.firebreak.comms.Office.CATO;
import static dev.firebreak.comms.Office.EVE;
import static dev.firebreak.comms.Office.MO;
import static dev.firebreak.comms.Office.RITA;
import static dev.firebreak.comms.Office.SAM;
import static dev.firebreak.oncall.Paging.ALL;
import static dev.firebreak.oncall.Paging.NOTIFY;
import static dev.firebreak.oncall.Paging.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import dev.firebreak.comms.Office;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PageTurnTest {

    private static final Instant NOW = Instant.parse("2026-11-22T07:16:30Z");
    private static final Catalog FULL = Office.catalog(Map.of("primary", RITA, "secondary", SAM, "manager", MO));

    @Example
    void A043_P1PagesEveryoneOnCallAtOnceAtEveryLevel() {
        assertThat(turn(FULL).groups(ALL, 1, NOW).get(0)).containsExactly(RITA, SAM, MO);
        assertThat(turn(FULL).groups(ALL, 7, NOW).get(0)).containsExactly(RITA, SAM, MO);
    }

    @Example
    void A044_P2ClimbsTheLadderLevelByLevel() {
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
    void A045_P3TellsThePrimaryWhateverTheLevel() {
        assertThat(turn(FULL).groups(NOTIFY, 2, NOW).get(0)).containsExactly(RITA);
    }

    @Example
    void aPagingWordThatNobodyKnowsPagesEveryone() {
        assertThat(Paging.of("shout")).isEqualTo(ALL);
        assertThat(Paging.of(null)).isEqualTo(ALL);
        assertThat(Paging.of("notify")).isEqualTo(NOTIFY);
    }

    @Example
    void G10_aRungWithNobodyFallsToTheNextOne() {
        var catalog = Office.catalog(Map.of("manager", MO));

        assertThat(turn(catalog).groups(PRIMARY, 1, NOW)).containsExactly(List.of(MO), List.of(CATO));
    }

    @Example
    void G10_somebodyWithoutAnAddressIsPassedOver() {
        var catalog = Office.catalog(Map.of("primary", new Contact("rita", "Rita", " "), "secondary", SAM));

        assertThat(turn(catalog).groups(PRIMARY, 1, NOW).get(0)).containsExactly(SAM);
    }

    @Example
    void G10_nobodyOnCallAtAllEndsAtTheCatchAll() {
        assertThat(turn(Office.catalog(Map.of())).groups(ALL, 1, NOW)).containsExactly(List.of(CATO));
    }

    @Example
    void G10_withoutACatchAllItIsEverybodyTheCatalogueKnows() {
        var catalog = Office.catalog(Map.of());
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
        var catalog = Office.catalog(Map.of("primary", CATO, "secondary", CATO));

        assertThat(turn(catalog).groups(PRIMARY, 1, NOW)).containsExactly(List.of(CATO));
    }

    @Property(tries = 500)
    void G10_everyPageEndsInAPerson(
            @ForAll @IntRange(max = 7) int present, @ForAll Paging paging, @ForAll @LongRange(min = 1) long level) {
        var onCall = new HashMap<String, Contact>();
        var ladder = List.of("primary", "secondary", "manager");
        var people = List.of(RITA, SAM, MO);
        for (var n = 0; n < 3; n++) {
            if ((present >> n & 1) == 1) {
                onCall.put(ladder.get(n), people.get(n));
            }
        }

        var groups = turn(Office.catalog(onCall)).groups(paging, level, NOW);

        assertThat(groups).isNotEmpty().noneMatch(List::isEmpty);
        assertThat(groups.get(groups.size() - 1)).containsExactly(CATO);
        assertThat(groups.stream().flatMap(List::stream)).doesNotHaveDuplicates();
    }

    private static PageTurn turn(Catalog catalog) {
        return new PageTurn(new OnCall(catalog));
    }
}
